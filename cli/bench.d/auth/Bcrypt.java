import io.quarkus.elytron.security.common.BcryptUtil;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** How many passwords a second the hash function alone compares on all cores, at the service's cost. */
final class Bcrypt {
    private static final int COST = 12;

    public static void main(String[] arguments) throws Exception {
        var hash = BcryptUtil.bcryptHash("dev123", COST);
        compare(hash, 2);
        System.out.printf("%.2f%n", compare(hash, Integer.parseInt(arguments[0])));
    }

    private static double compare(String hash, int seconds) throws Exception {
        var compared = new LongAdder();
        var cores = Runtime.getRuntime().availableProcessors();
        var began = System.nanoTime();
        var end = began + seconds * 1_000_000_000L;
        try (var threads = Executors.newFixedThreadPool(cores)) {
            IntStream.range(0, cores).forEach(_ -> threads.submit(() -> {
                while (System.nanoTime() < end) {
                    BcryptUtil.matches("dev123", hash);
                    compared.increment();
                }
            }));
        }
        return compared.sum() * 1e9 / (System.nanoTime() - began);
    }
}
