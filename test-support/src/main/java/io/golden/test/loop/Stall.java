package io.golden.test.loop;

import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/** What an event loop was doing at one moment, judged by its stack: a clock alone cannot tell blocked from starved. */
enum Stall {
    /** Java code or the selector: only the processor time it takes can be wrong. */
    NONE,
    /** Waiting for another thread to leave a lock: normal for a moment. */
    LOCK,
    /** Waiting for something that may never come: sleep, wait, await, get, join, a blocking socket, DNS, a process. */
    WAIT;

    private static final Set<String> BLOCKING_CALLS = Set.of(
            "sun.nio.ch.NioSocketImpl.park",
            "sun.nio.ch.Net.poll",
            "sun.nio.ch.UnixFileDispatcherImpl.force0",
            "java.net.Inet4AddressImpl.lookupAllHostAddr",
            "java.net.Inet6AddressImpl.lookupAllHostAddr",
            "java.lang.ProcessHandleImpl.waitForProcessExit0");

    /**
     * Netty's own: it looks for work, for which it takes the selector's lock from a thread that may not get to run; and it
     * sleeps between two looks at its queue while a loop is being shut down, when nobody is served by it any more.
     */
    private static final Set<String> IDLE = Set.of(
            "io.netty.channel.nio.NioEventLoop.select",
            "io.netty.channel.nio.NioIoHandler.select",
            "io.netty.util.concurrent.SingleThreadEventExecutor.confirmShutdown");

    private static final Set<String> LOCKING =
            Set.of("java.util.concurrent.locks.ReentrantLock", "java.util.concurrent.locks.ReentrantReadWriteLock");

    static Stall of(ThreadInfo thread) {
        if (frames(thread).anyMatch(IDLE::contains)) {
            return NONE;
        }
        return switch (thread.getThreadState()) {
            case BLOCKED -> LOCK;
            case WAITING, TIMED_WAITING -> waitsForALock(thread) ? LOCK : WAIT;
            case NEW, RUNNABLE, TERMINATED -> frames(thread).limit(4).anyMatch(BLOCKING_CALLS::contains) ? WAIT : NONE;
        };
    }

    /** A condition's await goes through the lock's classes too, but is no wait for the lock. */
    private static boolean waitsForALock(ThreadInfo thread) {
        var parked = Arrays.stream(thread.getStackTrace())
                .dropWhile(frame -> !frame.getClassName().startsWith("java.util.concurrent.locks.Abstract"))
                .dropWhile(frame -> frame.getClassName().startsWith("java.util.concurrent.locks.Abstract"))
                .findFirst();
        return parked.map(StackTraceElement::getClassName)
                        .filter(name -> LOCKING.stream().anyMatch(name::startsWith))
                        .isPresent()
                && frames(thread).limit(6).noneMatch(frame -> frame.endsWith("ConditionObject.await"));
    }

    private static Stream<String> frames(ThreadInfo thread) {
        return Arrays.stream(thread.getStackTrace()).map(frame -> frame.getClassName() + "." + frame.getMethodName());
    }
}
