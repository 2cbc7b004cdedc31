package io.golden.data.breakers;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.commons.breaker.BreakerStatus;
import io.golden.commons.error.ApiException;
import io.golden.data.background.VirtualThreads;
import io.golden.data.nats.NatsConnection;
import io.nats.client.Connection;
import io.nats.client.Subscription;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class NatsSuiteBreakers implements SuiteBreakers {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Comparator<BreakerStatus> ORDER = Comparator.comparing(BreakerStatus::name)
            .thenComparing(BreakerStatus::service)
            .thenComparing(BreakerStatus::instance);

    private final NatsConnection nats;
    private final Presence presence;
    private final ObjectMapper json;

    NatsSuiteBreakers(NatsConnection nats, Presence presence, ObjectMapper json) {
        this.nats = nats;
        this.presence = presence;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @Override
    public Uni<Listing> list() {
        return ask(BreakerQuestion.LIST, Optional.empty())
                .map(answers -> new Listing(answers.breakers(), answers.unanswered()));
    }

    @Override
    public Uni<Reset> reset(String name) {
        return ask(BreakerQuestion.RESET, Optional.of(name)).map(Answers::reset);
    }

    @Override
    public Uni<Reset> resetAll() {
        return ask(BreakerQuestion.RESET, Optional.empty()).map(Answers::reset);
    }

    private Uni<Answers> ask(String subject, Optional<String> name) {
        return Uni.createFrom().voidItem().emitOn(VirtualThreads.EXECUTOR).map(_ -> {
            var connection = nats.require();
            var inbox = BreakerQuestion.ANSWERS + UUID.randomUUID();
            var replies = connection.subscribe(inbox);
            try {
                connection.publish(subject, inbox, json.writeValueAsBytes(new BreakerQuestion(name)));
                return collect(replies);
            } catch (IOException | IllegalStateException e) {
                throw ApiException.unavailable("NATS is not available", Duration.ofSeconds(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } finally {
                unsubscribe(connection, replies);
            }
        });
    }

    private Answers collect(Subscription replies) throws InterruptedException, IOException {
        var expected = presence.live();
        var answers = new HashMap<String, BreakerAnswer>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!presence.isComplete() || !answers.keySet().containsAll(expected)) {
            long left = deadline - System.nanoTime();
            var reply = left <= 0 ? null : replies.nextMessage(Duration.ofNanos(left));
            if (reply == null) {
                break;
            }
            var answer = json.readValue(reply.getData(), BreakerAnswer.class);
            answers.put(answer.replica(), answer);
        }
        var unanswered = expected.stream()
                .filter(replica -> !answers.containsKey(replica))
                .sorted()
                .toList();
        return Answers.of(answers, unanswered);
    }

    private static void unsubscribe(Connection connection, Subscription replies) {
        if (connection.getStatus() != Connection.Status.CLOSED) {
            replies.unsubscribe();
        }
    }

    private record Answers(List<BreakerStatus> breakers, List<String> unanswered) {
        static Answers of(Map<String, BreakerAnswer> answers, List<String> unanswered) {
            var breakers = answers.values().stream()
                    .flatMap(answer -> answer.breakers().stream())
                    .sorted(ORDER)
                    .toList();
            return new Answers(breakers, unanswered);
        }

        Reset reset() {
            var notClosed = breakers.stream()
                    .filter(breaker -> breaker.state() != BreakerStatus.State.CLOSED)
                    .toList();
            return new Reset(notClosed.size(), !breakers.isEmpty(), notClosed, unanswered);
        }
    }
}
