package io.golden.auth.session;

import static io.golden.auth.Http.login;
import static io.golden.auth.Http.me;
import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random schedules of a client that repeats itself, many calls at once, and of a thief that has copied one of its
 * tokens. Time is moved by moving what the table remembers. {@code -Dgolden.soak=1000} runs that many.
 */
@QuarkusTest
class RefreshScheduleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int AT_ONCE = 6;

    @Inject
    Sessions sessions;

    static LongStream seeds() {
        return new Random().longs(Integer.getInteger("golden.soak", 8));
    }

    @BeforeEach
    void noLimits() {
        Servers.redis().command("FLUSHALL");
    }

    private static String openSession() {
        return login("developer", "dev123").then().statusCode(200).extract().path("refresh_token");
    }

    private Optional<String> refresh(String token) {
        return sessions.refresh(token, false).await().atMost(PATIENCE).map(SignedIn::refreshToken);
    }

    /** The same token by several calls at once; each answer. */
    private List<Optional<String>> refreshAtOnce(List<String> tokens) throws Exception {
        try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
            var calls = new ArrayList<Future<Optional<String>>>();
            tokens.forEach(token -> calls.add(pool.submit(() -> refresh(token))));
            var answers = new ArrayList<Optional<String>>();
            for (var call : calls) {
                answers.add(call.get());
            }
            return answers;
        }
    }

    private static void pass(String token, Duration time) {
        var id = RefreshToken.parse(token).orElseThrow().sessionId();
        Servers.postgres().execute("""
                        update auth.sessions
                        set rotations = array(select moment - make_interval(secs => ?)
                                              from unnest(rotations) with ordinality as r (moment, place) order by place)
                        where id = ?""", (double) time.toSeconds(), id);
    }

    private static List<String> copies(String token, int number) {
        return Collections.nCopies(number, token);
    }

    /** At random: an answer that is lost, several tabs at once, an old duplicate that comes late, a pause. */
    @ParameterizedTest
    @MethodSource("seeds")
    void anHonestClientIsNeverTakenForAThief(long seed) throws Exception {
        var random = new Random(seed);
        var current = openSession();
        var recent = new ArrayList<String>();
        for (int step = 0; step < 12; step++) {
            var asked = new ArrayList<>(copies(current, 1 + random.nextInt(AT_ONCE)));
            if (!recent.isEmpty() && random.nextBoolean()) {
                asked.add(recent.get(random.nextInt(recent.size())));
            }
            var answers = refreshAtOnce(asked);
            assertThat(answers).as("seed %d, step %d", seed, step).doesNotContain(Optional.empty());
            var successors = Set.copyOf(answers.subList(0, asked.lastIndexOf(current) + 1));
            assertThat(successors).as("seed %d, step %d", seed, step).hasSize(1);
            recent.add(current);
            if (recent.size() > 3) {
                recent.removeFirst();
            }
            if (random.nextInt(4) > 0) {
                current = successors.iterator().next().orElseThrow();
            }
            if (random.nextInt(3) == 0) {
                current = refresh(current).orElse(current);
                recent.clear();
                pass(current, Duration.ofSeconds(11));
            }
        }
    }

    /** Whoever comes second with a token, more than ten seconds after the first, betrays that there are two. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aStolenTokenIsAlwaysFoundOut(long seed) throws Exception {
        var random = new Random(seed);
        var session = openSession();
        var client = session;
        for (int i = random.nextInt(4); i > 0; i--) {
            client = refresh(client).orElseThrow();
        }
        var thief = client;
        var held = new HashSet<>(Set.of(client));
        for (int step = 0; step < 40 && !thief.isEmpty() && !client.isEmpty(); step++) {
            pass(client, Duration.ofSeconds(1 + random.nextInt(15)));
            if (random.nextInt(5) == 0) {
                var answers = refreshAtOnce(List.of(client, thief));
                client = answers.getFirst().orElse("");
                thief = answers.getLast().orElse("");
            } else if (random.nextBoolean()) {
                client = refresh(client).orElse("");
            } else {
                thief = refresh(thief).orElse("");
            }
            held.addAll(List.of(client, thief));
        }
        held.remove("");
        pass(session, Duration.ofSeconds(11));

        // then once both have gone on, neither has a token that works
        var after = new ArrayList<Optional<String>>();
        for (int round = 0; round < 2; round++) {
            for (var token : held) {
                after.add(refresh(token));
                pass(token, Duration.ofSeconds(11));
            }
        }
        assertThat(isRevoked(session)).as("seed %d, afterwards %s", seed, after).isTrue();
    }

    private static boolean isRevoked(String token) {
        var id = RefreshToken.parse(token).orElseThrow().sessionId();
        return Servers.postgres()
                        .number("select count(*) from auth.sessions where id = ? and revoked_at is not null", id)
                == 1;
    }

    @Test
    void theOneThatWasFoundOutLosesItsAccessTokensToo() {
        var stolen = openSession();
        var signedIn = sessions.refresh(stolen, false).await().atMost(PATIENCE).orElseThrow();
        me(signedIn.access().token()).then().statusCode(200);
        pass(stolen, Duration.ofSeconds(11));

        assertThat(refresh(stolen)).isEmpty();

        eventually(() -> me(signedIn.access().token()).then().statusCode(401));
        assertThat(Servers.postgres()
                        .number(
                                """
                                select count(*) from audit.audit_log
                                where action = 'auth.session.revoke' and resource_id = ?
                                  and details ->> 'reason' = 'refresh_token_reused'""",
                                RefreshToken.parse(stolen)
                                        .orElseThrow()
                                        .sessionId()
                                        .toString()))
                .isEqualTo(1);
    }
}
