package io.golden.auth.key;

import io.golden.auth.key.SigningKeys.Signer;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The keys as a replica last read them: what it publishes, what it verifies by, and the one it signs with. */
record KeyRing(List<Jwk> published, Map<String, PublicKey> publicKeys, Signer signer) {
    private static final Logger LOG = Logger.getLogger(KeyRing.class);

    static final KeyRing EMPTY = new KeyRing(List.of(), Map.of(), null);

    /**
     * The ring of these keys. A private key that is in use already is not opened again: meanwhile another replica may
     * have sealed it with a {@code JWT_SECRET} that this one does not know. Then the key before goes on signing, which
     * is published for a while yet.
     */
    KeyRing of(List<StoredKey> keys, KeyMaker maker) {
        var active = keys.stream().filter(StoredKey::active).findFirst().orElseThrow();
        var jwks = keys.stream().map(StoredKey::jwk).toList();
        var byId = jwks.stream().collect(Collectors.toUnmodifiableMap(Jwk::kid, this::publicKey));
        return new KeyRing(jwks, byId, signer(active, maker, byId.keySet()));
    }

    /** The same object for as long as the key is published: the cache of verified tokens compares by it. */
    private PublicKey publicKey(Jwk jwk) {
        var known = publicKeys.get(jwk.kid());
        return known == null ? jwk.publicKey() : known;
    }

    private Signer signer(StoredKey active, KeyMaker maker, Set<String> stillPublished) {
        if (signer != null && signer.kid().equals(active.kid())) {
            return signer;
        }
        try {
            return new Signer(active.kid(), maker.open(active));
        } catch (IllegalStateException e) {
            if (signer == null || !stillPublished.contains(signer.kid())) {
                throw e;
            }
            LOG.errorf("Signing with the key before: %s", e.getMessage());
            return signer;
        }
    }
}
