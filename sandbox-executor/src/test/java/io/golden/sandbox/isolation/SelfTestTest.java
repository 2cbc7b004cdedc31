package io.golden.sandbox.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.sandbox.box.Boxes;
import io.golden.sandbox.memory.MemoryLimiters;
import io.golden.sandbox.memory.ResidentMemory;
import org.junit.jupiter.api.Test;

class SelfTestTest {
    @Test
    void everyAttemptFailsOnThisMachine() {
        var test = new SelfTest(Boxes.HOST, Boxes.RUNTIMES, new ResidentMemory());

        var verdicts = test.run();

        assertThat(verdicts).filteredOn(verdict -> !verdict.held()).isEmpty();
        assertThat(verdicts).extracting(Verdict::layer).contains(Layer.values());
    }

    @Test
    void everyAttemptFailsWithWhatLimitsMemoryHere() {
        var limiter = MemoryLimiters.ofThisMachine().forThread(99);
        var test = new SelfTest(Boxes.HOST, Boxes.RUNTIMES, limiter);

        var verdicts = test.run();

        limiter.close();
        assertThat(verdicts).filteredOn(verdict -> !verdict.held()).isEmpty();
    }
}
