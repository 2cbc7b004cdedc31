package io.golden.auth.key;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** A public RSA key as RFC 7517 writes it. */
record Jwk(String kty, String use, String alg, String kid, String n, String e) {
    static Jwk of(String kid, RSAPublicKey key) {
        return new Jwk("RSA", "sig", "RS256", kid, encode(key.getModulus()), encode(key.getPublicExponent()));
    }

    static Jwk read(JsonObject json) {
        return new Jwk(
                json.getString("kty"),
                json.getString("use"),
                json.getString("alg"),
                json.getString("kid"),
                json.getString("n"),
                json.getString("e"));
    }

    JsonObject json() {
        return new JsonObject()
                .put("kty", kty)
                .put("use", use)
                .put("alg", alg)
                .put("kid", kid)
                .put("n", n)
                .put("e", e);
    }

    PublicKey publicKey() {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(decode(n), decode(e)));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Signing key " + kid + " is not an RSA key", ex);
        }
    }

    private static String encode(BigInteger number) {
        var bytes = number.toByteArray();
        var sign = bytes[0] == 0 ? 1 : 0;
        var unsigned = Arrays.copyOfRange(bytes, sign, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }

    private static BigInteger decode(String text) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(text));
    }
}
