package io.golden.sandbox.slot;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.sandbox.box.BoxRequest;
import io.golden.sandbox.box.BoxStatus;
import io.golden.sandbox.box.Boxes;
import io.golden.sandbox.language.Language;
import io.golden.sandbox.memory.MemoryLimiters;
import io.golden.sandbox.slot.Submission.Busy;
import io.golden.sandbox.slot.Submission.Ran;
import io.golden.sandbox.slot.Submission.Withdrawn;
import io.golden.test.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final String SLEEP = "import time; time.sleep(300)";

    /** Nobody waits so long: a test that is about something else does not depend on the machine's speed. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final Duration SPARE_LIFE = Duration.ofSeconds(10);

    private final Slots slots = slots(LONG);

    private static Slots slots(Duration longestWait) {
        return new Slots(Boxes.HOST, MemoryLimiters.ofThisMachine(), 1, 1, longestWait, SPARE_LIFE);
    }

    @AfterEach
    void stop() {
        slots.stop();
    }

    @Test
    void whenBoxAndQueueAreFullTheNextIsRefusedAtOnce() {
        submitAndStart(SLEEP);
        var waiting = submit("print(1)");

        var refused = submit("print(2)");

        assertThat(now(refused))
                .isInstanceOfSatisfying(
                        Busy.class,
                        busy -> assertThat(busy.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60)));
        assertThat(slots.waiting()).isEqualTo(1);
        assertThat(waiting).isNotDone();
    }

    @Test
    void whoWaitsTooLongIsRefused() {
        var impatient = slots(Duration.ofMillis(500));
        impatient.submit(Boxes.request(Language.PYTHON, SLEEP), () -> false);
        Eventually.eventually(() -> assertThat(impatient.waiting()).isZero());

        var waiting = impatient.submit(Boxes.request(Language.PYTHON, "print(1)"), () -> false);

        assertThat(now(waiting)).isInstanceOf(Busy.class);
        assertThat(impatient.waiting()).isZero();
        impatient.stop();
    }

    @Test
    void whoWasWithdrawnWhileWaitingIsNeverRun() {
        var running = new AtomicBoolean();
        slots.submit(Boxes.request(Language.PYTHON, SLEEP), running::get);
        Eventually.eventually(() -> assertThat(slots.waiting()).isZero());
        var waiting = slots.submit(Boxes.request(Language.PYTHON, "print(1)"), () -> true);

        running.set(true);

        assertThat(now(waiting)).isInstanceOf(Withdrawn.class);
    }

    @Test
    void whoIsWithdrawnWhileRunningIsKilled() {
        var gone = new AtomicBoolean();
        var running = slots.submit(Boxes.request(Language.PYTHON, SLEEP), gone::get);
        Eventually.eventually(() -> assertThat(slots.waiting()).isZero());

        gone.set(true);

        assertThat(now(running))
                .isInstanceOfSatisfying(
                        Ran.class, ran -> assertThat(ran.result().status()).isEqualTo(BoxStatus.KILLED));
    }

    @Test
    void stoppingKillsWhatRunsAndRefusesWhatWaits() {
        var running = submitAndStart(SLEEP);
        var waiting = submit("print(1)");

        slots.stop();

        assertThat(now(running)).isInstanceOf(Ran.class);
        assertThat(now(waiting)).isInstanceOf(Busy.class);
        assertThat(now(submit("print(2)"))).isInstanceOf(Busy.class);
    }

    @Test
    void bigRequestsFillTheQueueBeforeTheyFillTheMemory() {
        var roomy = new Slots(Boxes.HOST, MemoryLimiters.ofThisMachine(), 1, 100, LONG, SPARE_LIFE);
        var big = new byte[(int) Slots.MOST_WAITING_BYTES / 4];
        var small = Boxes.request(Language.PYTHON, SLEEP);
        var request = new BoxRequest(small.runtime(), small.code(), List.of(), big, small.limits());
        roomy.submit(small, () -> false);
        Eventually.eventually(() -> assertThat(roomy.waiting()).isZero());

        var submitted = IntStream.range(0, 5)
                .mapToObj(_ -> roomy.submit(request, () -> false))
                .toList();

        assertThat(submitted.subList(0, 3)).noneMatch(CompletableFuture::isDone);
        assertThat(now(submitted.getLast())).isInstanceOf(Busy.class);
        roomy.stop();
    }

    private CompletableFuture<Submission> submitAndStart(String code) {
        var submitted = submit(code);
        Eventually.eventually(() -> assertThat(slots.waiting()).isZero());
        return submitted;
    }

    private CompletableFuture<Submission> submit(String code) {
        return slots.submit(Boxes.request(Language.PYTHON, code), () -> false);
    }

    private static Submission now(CompletableFuture<Submission> outcome) {
        return outcome.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
