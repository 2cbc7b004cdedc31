import io.quarkus.elytron.security.common.BcryptUtil;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** {@code bcrypt SECONDS} or {@code rsa SECONDS}: what the function alone reaches a second, on all cores. */
final class Alone {
    private static final int COST = 12;
    private static final int RSA_BITS = 2048;
    private static final byte[] CLAIMS = new byte[900];

    public static void main(String[] arguments) throws Exception {
        var function = arguments[0].equals("rsa") ? rsa() : bcrypt();
        rate(function, 2);
        System.out.printf("%.2f%n", rate(function, Integer.parseInt(arguments[1])));
    }

    private static Callable<Object> bcrypt() {
        var hash = BcryptUtil.bcryptHash("dev123", COST);
        return () -> BcryptUtil.matches("dev123", hash);
    }

    private static Callable<Object> rsa() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        PrivateKey key = generator.generateKeyPair().getPrivate();
        return () -> {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(CLAIMS);
            return signature.sign();
        };
    }

    private static double rate(Callable<Object> function, int seconds) throws Exception {
        var calls = new LongAdder();
        var cores = Runtime.getRuntime().availableProcessors();
        var began = System.nanoTime();
        var end = began + TimeUnit.SECONDS.toNanos(seconds);
        try (var threads = Executors.newFixedThreadPool(cores)) {
            IntStream.range(0, cores).forEach(_ -> threads.submit(() -> {
                while (System.nanoTime() < end) {
                    function.call();
                    calls.increment();
                }
                return null;
            }));
        }
        return calls.sum() * 1e9 / (System.nanoTime() - began);
    }
}
