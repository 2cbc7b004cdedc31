package io.golden.commons.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jboss.logging.Logger;

/** The process of a service. What is wrong with its configuration is said in one line, without a stack trace. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Quarkus.run(null, Main::ended, args);
    }

    private static void ended(int status, Throwable failure) {
        if (failure != null) {
            StartFailure.line(failure)
                    .ifPresentOrElse(
                            System.err::println,
                            () -> Logger.getLogger(Main.class).error("Failed to start", failure));
        }
        System.exit(status);
    }
}
