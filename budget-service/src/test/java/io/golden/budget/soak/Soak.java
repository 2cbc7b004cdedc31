package io.golden.budget.soak;

import io.golden.test.Servers;
import java.util.Map;

/** The long run of {@link InvariantTest} alone: {@code java -Dgolden.budget.soak=1000000 …}, without Maven in between. */
final class Soak {
    private Soak() {}

    public static void main(String[] args) throws Exception {
        var servers = new Servers();
        servers.init(Map.of("service", "budget"));
        servers.start();
        try {
            new InvariantTest().everyAnswerIsTrueOfTheDatabaseWhateverBreaks();
        } finally {
            servers.stop();
        }
    }
}
