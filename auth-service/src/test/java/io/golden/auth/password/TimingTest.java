package io.golden.auth.password;

import static io.golden.auth.Http.login;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.auth.TestUsers;
import io.golden.test.Servers;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Whoever watches the clock learns nothing. Samples are taken in turns, in random order, so that all are disturbed alike. */
@QuarkusTest
class TimingTest {
    private static final Logger LOG = Logger.getLogger(TimingTest.class);
    private static final int SAMPLES = Integer.getInteger("golden.timing.samples", 12);

    /** What is tried; the last has a hash that was made when the cost was lower. */
    private enum Try {
        WRONG("timed", "wrong horse"),
        UNKNOWN("timed-by-nobody", "correct horse"),
        EMPTY("timed", ""),
        TOO_LONG("timed", "x".repeat(200)),
        DISABLED("timed-disabled", "correct horse"),
        EARLY("timed-early", "wrong horse");

        private final String username;
        private final String password;

        Try(String username, String password) {
            this.username = username;
            this.password = password;
        }

        long time() {
            Servers.redis().command("FLUSHALL");
            var begin = System.nanoTime();
            var answer = login(username, password);
            var time = System.nanoTime() - begin;
            answer.then().statusCode(401);
            return time;
        }
    }

    @Test
    void nobodyLearnsFromTheClockWhoExists() {
        TestUsers.create("timed", "correct horse", "observer");
        TestUsers.create("timed-disabled", "correct horse", "observer");
        TestUsers.create("timed-early", "correct horse", "observer");
        Servers.postgres().execute("update auth.users set enabled = false where username = 'timed-disabled'");
        Servers.postgres()
                .execute(
                        "update auth.users set password_hash = ? where username = 'timed-early'",
                        BcryptUtil.bcryptHash("correct horse", 8));

        var times = measure();

        for (var other : Try.values()) {
            var verdict = Timings.compare(times.get(Try.WRONG), times.get(other));
            LOG.infof("%s: rank test %.1f, lower quartile %+.1f %%", other, verdict.deviate(), verdict.share() * 100);
            assertThat(verdict.toldApart())
                    .as("%s against WRONG: %s", other, verdict)
                    .isFalse();
        }
    }

    /** The judge itself: it tells a hash of one cost from one of the next lower, and from none at all. */
    @Test
    void aCheaperHashIsFoundOut() {
        LongSupplier hash = () -> timed(() -> BcryptUtil.bcryptHash("x", 10));
        var full = new long[SAMPLES];
        var again = new long[SAMPLES];
        var cheaper = new long[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            full[i] = hash.getAsLong();
            cheaper[i] = timed(() -> BcryptUtil.bcryptHash("x", 9));
            again[i] = hash.getAsLong();
        }

        var verdict = Timings.compare(full, cheaper);
        LOG.infof(
                "cost 9 against 10: rank test %.1f, lower quartile %+.1f %%", verdict.deviate(), verdict.share() * 100);
        assertThat(verdict.toldApart()).as("%s", verdict).isTrue();
        assertThat(Timings.compare(full, again).toldApart()).isFalse();
        assertThat(Timings.compare(full, new long[SAMPLES]).toldApart()).isTrue();
    }

    private static Map<Try, long[]> measure() {
        var random = new Random(1);
        var times = new EnumMap<Try, long[]>(Try.class);
        for (var one : Try.values()) {
            times.put(one, new long[SAMPLES]);
            one.time();
        }
        for (int i = 0; i < SAMPLES; i++) {
            List<Try> order = new ArrayList<>(Arrays.asList(Try.values()));
            Collections.shuffle(order, random);
            for (var one : order) {
                times.get(one)[i] = one.time();
            }
        }
        return times;
    }

    /** Of this thread alone: how busy the machine is does not matter here. */
    private static long timed(Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        var begin = threads.getCurrentThreadCpuTime();
        work.run();
        return threads.getCurrentThreadCpuTime() - begin;
    }
}
