package io.golden.sandbox.slot;

import io.golden.sandbox.box.BoxRequest;
import io.golden.sandbox.box.Host;
import io.golden.sandbox.memory.MemoryLimiter;
import io.golden.sandbox.memory.MemoryLimiters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A fixed number of slots, each of which runs one box at a time, and one bounded queue. Two platform threads take turns in
 * a slot: while one follows a program, the other may have its next box ready. The threads live as long as the service: a
 * box is killed by the kernel when the thread that started it ends.
 */
final class Slots {
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(60);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);
    /** Of all requests that wait: a queue of big ones must not take the service's memory. */
    static final long MOST_WAITING_BYTES = 8L << 20;

    private final ArrayBlockingQueue<Job> queue;
    private final int slots;
    /** One for each slot; a thread has one while it waits for a program and runs it. */
    private final Semaphore turns;

    /** Threads that make a box ahead, and are about to serve somebody with it. */
    private final AtomicInteger preparing = new AtomicInteger();

    private final Demand demand = new Demand();
    private final Duration longestWait;
    private final Duration spareLife;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("sandbox-queue").daemon().factory());
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile boolean stopping;

    Slots(Host host, MemoryLimiters limiters, int slots, int queueSize, Duration longestWait, Duration spareLife) {
        this.slots = slots;
        this.turns = new Semaphore(slots, true);
        this.queue = new ArrayBlockingQueue<>(queueSize);
        this.longestWait = longestWait;
        this.spareLife = spareLife;
        // A timer that nobody needs any more would hold its request and all its output until it rings.
        timer.setRemoveOnCancelPolicy(true);
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        for (var number = 1; number <= (spareLife.isPositive() ? 2 * slots : slots); number++) {
            var own = host.forThread(number);
            var limiter = limiters.forThread(number);
            threads.add(Thread.ofPlatform().name("sandbox-" + number).daemon().start(() -> work(own, limiter)));
        }
    }

    /** Completes when the box has ended, or at once when there is no room. {@code withdrawn} is asked again and again. */
    CompletableFuture<Submission> submit(BoxRequest request, BooleanSupplier withdrawn) {
        var job = new Job(request, withdrawn, new CompletableFuture<>(), new CompletableFuture<>());
        if (stopping || !offer(job)) {
            job.outcome().complete(new Submission.Busy(retryAfter()));
            return job.outcome();
        }
        if (stopping && remove(job)) {
            job.outcome().complete(new Submission.Busy(retryAfter()));
        }
        var patience = timer.schedule(() -> giveUp(job), longestWait.toMillis(), TimeUnit.MILLISECONDS);
        job.taken().thenRun(() -> patience.cancel(false));
        return job.outcome();
    }

    /** One request finds a place however big it is, or it never would. */
    private boolean offer(Job job) {
        var bytes = job.request().bytes();
        var all = waitingBytes.addAndGet(bytes);
        if ((all > MOST_WAITING_BYTES && all > bytes) || !queue.offer(job)) {
            waitingBytes.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    private boolean remove(Job job) {
        var removed = queue.remove(job);
        if (removed) {
            waitingBytes.addAndGet(-job.request().bytes());
        }
        return removed;
    }

    int waiting() {
        return queue.size();
    }

    /** Takes nothing more, kills what runs, and waits until all of it is gone. */
    void stop() {
        stopping = true;
        timer.shutdownNow();
        threads.forEach(Thread::interrupt);
        threads.forEach(Slots::awaitEnd);
        for (var job = queue.poll(); job != null; job = queue.poll()) {
            job.outcome().complete(new Submission.Busy(Duration.ofSeconds(1)));
        }
    }

    private void giveUp(Job job) {
        if (remove(job)) {
            job.outcome().complete(new Submission.Busy(retryAfter()));
        }
    }

    private void work(Host host, MemoryLimiter own) {
        var limiter = own.ofThisThread();
        var spare = new SpareBox(host, limiter, demand);
        try {
            while (!stopping) {
                takeTurn(spare);
                try {
                    serve(next(spare), spare, limiter);
                } finally {
                    turns.release();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            spare.discard();
            limiter.close();
        }
    }

    /** A box is made ahead in time that nobody needs; the other thread of the slot may run its program meanwhile. */
    private void takeTurn(SpareBox spare) throws InterruptedException {
        if (spareLife.isPositive() && nobodyWaits()) {
            preparing.incrementAndGet();
            try {
                spare.prepare();
            } finally {
                preparing.decrementAndGet();
            }
        }
        if (!turns.tryAcquire(spareLife.toMillis(), TimeUnit.MILLISECONDS)) {
            spare.discard();
            turns.acquire();
        }
    }

    /**
     * But for those whom a thread without a program is about to serve. A box that is being made is ready before one that
     * would be begun now.
     */
    private boolean nobodyWaits() {
        return queue.size() <= Math.min(turns.availablePermits(), turns.getQueueLength()) + preparing.get();
    }

    private Job next(SpareBox spare) throws InterruptedException {
        var job = queue.poll(spareLife.toMillis(), TimeUnit.MILLISECONDS);
        if (job == null) {
            spare.discard();
        }
        return job == null ? queue.take() : job;
    }

    private void serve(Job job, SpareBox spare, MemoryLimiter limiter) {
        waitingBytes.addAndGet(-job.request().bytes());
        job.taken().complete(null);
        if (job.withdrawn().getAsBoolean()) {
            job.outcome().complete(new Submission.Withdrawn());
        } else {
            run(job, spare, limiter);
        }
    }

    private void run(Job job, SpareBox spare, MemoryLimiter limiter) {
        try (var box = spare.take(job.request())) {
            var result = box.run(
                    job.request(), limiter, () -> stopping || job.withdrawn().getAsBoolean());
            job.outcome().complete(new Submission.Ran(result));
        } catch (RuntimeException | Error e) {
            job.outcome().completeExceptionally(e);
        }
    }

    /** The fuller the queue, the later: one second for each request that a slot has before it. */
    private Duration retryAfter() {
        var seconds = Math.clamp(1 + queue.size() / slots, 1, (int) LONGEST_RETRY.toSeconds());
        return Duration.ofSeconds(seconds);
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join(TIME_TO_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A request and what waits for it. */
    private record Job(
            BoxRequest request,
            BooleanSupplier withdrawn,
            CompletableFuture<Void> taken,
            CompletableFuture<Submission> outcome) {}
}
