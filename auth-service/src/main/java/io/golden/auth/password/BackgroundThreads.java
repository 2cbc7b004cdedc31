package io.golden.auth.password;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ThreadFactory;
import org.jboss.logging.Logger;

/**
 * Threads that leave the processor to all others: hashing takes every core it can get, and whoever is logged in must not
 * wait for a time slice behind it. Java's own priorities do nothing on Linux, so each thread lowers its own by
 * {@code setpriority}, which anybody may.
 */
final class BackgroundThreads implements ThreadFactory {
    /** A tenth of an ordinary thread's share where both want the same core. */
    static final int NICE = 10;

    private static final Logger LOG = Logger.getLogger(BackgroundThreads.class);
    private static final int PRIO_PROCESS = 0;
    private static final int THE_CALLING_THREAD = 0;

    private final ThreadFactory platform;
    /** In an instance and not static: a native image looks the address up when it runs. */
    private final MethodHandle setPriority = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("setpriority"),
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

    BackgroundThreads(String name) {
        this.platform = Thread.ofPlatform().daemon().name(name, 0).factory();
    }

    @Override
    public Thread newThread(Runnable work) {
        return platform.newThread(() -> {
            stepBack();
            work.run();
        });
    }

    private void stepBack() {
        try {
            if ((int) setPriority.invokeExact(PRIO_PROCESS, THE_CALLING_THREAD, NICE) != 0) {
                LOG.warn("Hashing threads keep their priority: a flood of logins will be felt by others");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("setpriority", e);
        }
    }
}
