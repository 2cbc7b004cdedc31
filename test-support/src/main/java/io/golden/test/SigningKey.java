package io.golden.test;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An RSA key made at run time, the same for every class loader of this JVM. */
record SigningKey(String kid, RSAPrivateCrtKey key) {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    /** The key of that name; made at first use, then kept in a system property, which all class loaders share. */
    static SigningKey named(String kid) {
        synchronized (System.getProperties()) {
            var property = "golden.test.key." + kid;
            try {
                if (System.getProperty(property) == null) {
                    var generator = KeyPairGenerator.getInstance("RSA");
                    generator.initialize(2048);
                    PrivateKey made = generator.generateKeyPair().getPrivate();
                    System.setProperty(property, Base64.getEncoder().encodeToString(made.getEncoded()));
                }
                var encoded = Base64.getDecoder().decode(System.getProperty(property));
                var key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
                return new SigningKey(kid, (RSAPrivateCrtKey) key);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    String sign(Map<String, Object> header, Map<String, Object> claims) {
        var text = base64(Json.write(header)) + "." + base64(Json.write(claims));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a verifier that lets the token choose the algorithm would take for a signature: anybody can make it. */
    String hmac(Map<String, Object> claims) {
        var text =
                base64(Json.write(Map.of("alg", "HS256", "typ", "JWT", "kid", kid))) + "." + base64(Json.write(claims));
        try {
            var publicKey = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(publicKey.getEncoded(), "HmacSHA256"));
            return text + "." + URL.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String unsigned(String kid, Map<String, Object> claims) {
        return base64(Json.write(Map.of("alg", "none", "typ", "JWT", "kid", kid))) + "." + base64(Json.write(claims))
                + ".";
    }

    String jwks() {
        return Json.write(Map.of(
                "keys",
                List.of(Map.of(
                        "kty",
                        "RSA",
                        "use",
                        "sig",
                        "alg",
                        "RS256",
                        "kid",
                        kid,
                        "n",
                        unsigned(key.getModulus()),
                        "e",
                        unsigned(key.getPublicExponent())))));
    }

    private static String base64(String text) {
        return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return URL.encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }
}
