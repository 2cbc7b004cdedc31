package io.golden.sandbox.isolation;

import io.golden.sandbox.memory.ResidentMemory;

/** A process of its own that looks at its machine as the service does at its start, and prints what it would say. */
public final class Inspection {
    private Inspection() {}

    public static void main(String[] arguments) {
        switch (Machine.inspect(new Programs("/usr/bin/bwrap", "/usr/bin/python3"))) {
            case Machine.Unable(var lacking) -> lacking.forEach(System.out::println);
            case Machine.Able(var host, var runtimes) -> {
                System.out.println("able");
                var verdicts = new SelfTest(host, runtimes, new ResidentMemory()).run();
                var complaints = new Isolation.Report(java.time.Instant.EPOCH, verdicts).complaints();
                complaints.forEach(System.out::println);
                if (complaints.isEmpty()) {
                    System.out.println("complete");
                }
            }
        }
    }
}
