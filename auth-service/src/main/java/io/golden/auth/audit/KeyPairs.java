package io.golden.auth.audit;

import io.golden.auth.audit.SealKeys.Pair;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** Ed25519, as Java has it: both halves are kept, since Java derives no public half from a private one. */
final class KeyPairs {
    private static final String ED25519 = "Ed25519";

    private KeyPairs() {}

    static Pair make(String kid) {
        try {
            var pair = KeyPairGenerator.getInstance(ED25519).generateKeyPair();
            return new Pair(kid, pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw noEd25519(e);
        }
    }

    static byte[] publicBytes(Pair pair) {
        return pair.publicKey().getEncoded();
    }

    static byte[] encode(Pair pair) {
        var privateBytes = pair.privateKey().getEncoded();
        var publicBytes = publicBytes(pair);
        return ByteBuffer.allocate(Integer.BYTES + privateBytes.length + publicBytes.length)
                .putInt(privateBytes.length)
                .put(privateBytes)
                .put(publicBytes)
                .array();
    }

    static Pair decode(String kid, byte[] encoded) {
        var bytes = ByteBuffer.wrap(encoded);
        var privateBytes = new byte[bytes.getInt()];
        bytes.get(privateBytes);
        var publicBytes = new byte[bytes.remaining()];
        bytes.get(publicBytes);
        try {
            var factory = KeyFactory.getInstance(ED25519);
            return new Pair(
                    kid,
                    factory.generatePrivate(new PKCS8EncodedKeySpec(privateBytes)),
                    factory.generatePublic(new X509EncodedKeySpec(publicBytes)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Audit seal key " + kid + " is damaged", e);
        }
    }

    static byte[] sign(PrivateKey key, byte[] text) {
        try {
            var signature = Signature.getInstance(ED25519);
            signature.initSign(key);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw noEd25519(e);
        }
    }

    /** False for what is no signature at all, too. */
    static boolean verifies(PublicKey key, byte[] text, byte[] signed) {
        try {
            var signature = Signature.getInstance(ED25519);
            signature.initVerify(key);
            signature.update(text);
            return signature.verify(signed);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw noEd25519(e);
        }
    }

    private static IllegalStateException noEd25519(GeneralSecurityException e) {
        return new IllegalStateException("This Java has no Ed25519", e);
    }
}
