package io.golden.test.loop;

import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoopSamplerTest {
    private static final int MOST_BLOCKS = 50;

    private Vertx vertx;

    @BeforeEach
    void startALoop() throws Exception {
        vertx = Vertx.vertx();
        onTheLoop(() -> {}).await();
        // The sampler looks for new loops five times a second.
        Thread.sleep(Duration.ofMillis(300));
    }

    @AfterEach
    void stopTheLoop() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** Ways to block a loop. */
    enum Way {
        SLEEP("Thread.sleep") {
            @Override
            void block() throws Exception {
                Thread.sleep(Duration.ofMillis(40));
            }
        },
        AWAIT("CountDownLatch.await") {
            @Override
            void block() throws Exception {
                assertThat(new CountDownLatch(1).await(40, TimeUnit.MILLISECONDS))
                        .isFalse();
            }
        },
        READ("SocketInputStream.read") {
            @Override
            void block() throws Exception {
                try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                        var client = new Socket(server.getInetAddress(), server.getLocalPort())) {
                    client.setSoTimeout(300);
                    client.getInputStream().read();
                } catch (java.net.SocketTimeoutException expected) {
                    assertThat(expected).isNotNull();
                }
            }
        },
        COMPUTE("computed for") {
            @Override
            void block() {
                long number = 0;
                long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - used < 2_500_000_000L) {
                    number++;
                }
                assertThat(number).isPositive();
            }
        };

        final String seen;

        Way(String seen) {
            this.seen = seen;
        }

        abstract void block() throws Exception;
    }

    /** While the machine lets the sampler not run it sees nothing: what blocks a loop does so again and again. */
    @ParameterizedTest
    @EnumSource
    void findsALoopThatIsBlocked(Way way) throws Exception {
        // given, when
        var found = new ArrayList<String>();
        var blocked = 0;
        for (; found.isEmpty() && blocked < MOST_BLOCKS; blocked++) {
            assertThat(onTheLoop(way::block).await(60, TimeUnit.SECONDS)).isTrue();
            found.addAll(BlockedLoops.take());
        }

        // then
        if (found.isEmpty()) {
            eventually(() -> {
                found.addAll(BlockedLoops.take());
                assertThat(found).isNotEmpty();
            });
        }
        assertThat(found)
                .as("found of %d", blocked)
                .hasSizeLessThanOrEqualTo(blocked)
                .allSatisfy(finding -> assertThat(finding).contains("vert.x-eventloop", way.seen, "LoopSamplerTest"));
    }

    @Test
    void forgivesALockThatIsHeldForAMoment() throws Exception {
        // given a lock that another thread holds for a while
        var lock = new ReentrantLock();
        CountDownLatch done;
        lock.lock();

        // when
        try {
            done = onTheLoop(() -> pass(lock));
            Thread.sleep(Duration.ofMillis(100));
        } finally {
            lock.unlock();
        }

        // then
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(BlockedLoops.take()).isEmpty();
    }

    @Test
    void doesNotForgiveALockThatStaysHeld() throws Exception {
        // given
        var lock = new ReentrantLock();
        CountDownLatch done;
        lock.lock();

        // when
        try {
            done = onTheLoop(() -> pass(lock));

            // then
            eventually(() -> assertThat(BlockedLoops.take())
                    .singleElement()
                    .asString()
                    .contains("waited for a lock", "ReentrantLock.lock"));
        } finally {
            lock.unlock();
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private static void pass(ReentrantLock lock) {
        lock.lock();
        try {
            assertThat(lock.isHeldByCurrentThread()).isTrue();
        } finally {
            lock.unlock();
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private CountDownLatch onTheLoop(Work work) {
        var done = new CountDownLatch(1);
        vertx.runOnContext(nothing -> {
            try {
                work.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                done.countDown();
            }
        });
        return done;
    }
}
