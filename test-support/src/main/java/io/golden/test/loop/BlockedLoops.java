package io.golden.test.loop;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * What the watch has found and no test has answered for yet. Kept with the JVM's properties, as strings: JUnit's
 * extensions and a {@code @QuarkusTest} have class loaders of their own, and so each its copy of this class.
 */
public final class BlockedLoops {
    private static final String PLACE = "io.golden.test.loop.found";
    private static final int MOST = 20;

    private BlockedLoops() {}

    /** Takes what was found since the last call: a test that blocks a loop on purpose answers for it so. */
    public static List<String> take() {
        return Stream.generate(found()::poll).takeWhile(each -> each != null).toList();
    }

    static void add(String finding) {
        if (found().size() < MOST) {
            found().add(finding);
        }
    }

    @SuppressWarnings("unchecked")
    private static Queue<String> found() {
        return (Queue<String>)
                System.getProperties().computeIfAbsent(PLACE, place -> new ConcurrentLinkedQueue<String>());
    }
}
