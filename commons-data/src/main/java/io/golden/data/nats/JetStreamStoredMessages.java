package io.golden.data.nats;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.commons.error.ApiException;
import io.golden.data.background.VirtualThreads;
import io.golden.data.consumer.RawMessage;
import io.golden.data.outbox.MessageHeaders;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.PurgeOptions;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.RetentionPolicy;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

@ApplicationScoped
class JetStreamStoredMessages implements StoredMessages {
    private static final int CONSUMER_NOT_FOUND = 10014;
    private static final String GET = "$JS.API.STREAM.MSG.GET.";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final NatsConnection nats;
    private final ObjectMapper json;

    JetStreamStoredMessages(NatsConnection nats, ObjectMapper json) {
        this.nats = nats;
        this.json = json;
    }

    @Override
    public Uni<Optional<RawMessage>> find(String stream, long sequence) {
        return answer(() -> get(stream, Map.of("seq", sequence)));
    }

    @Override
    public Uni<List<String>> streams() {
        return ask(JetStreamManagement::getStreamNames);
    }

    @Override
    public Uni<Optional<DurableState>> durable(String stream, String name) {
        return ask(management -> {
            try {
                return Optional.of(state(management.getConsumerInfo(stream, name)));
            } catch (JetStreamApiException e) {
                if (e.getApiErrorCode() == CONSUMER_NOT_FOUND
                        || e.getApiErrorCode() == StoredMessageAnswer.STREAM_NOT_FOUND) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public Uni<Position> position(String stream) {
        return ask(management -> new Position(
                stream, management.getStreamInfo(stream).getStreamState().getLastSequence()));
    }

    @Override
    public Uni<Void> forget(String stream, long upTo) {
        // The sequence of the options is the first that stays.
        return ask(management -> management.purgeStream(
                        stream, PurgeOptions.builder().sequence(upTo + 1).build()))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> deleteFromWorkQueue(String stream, List<Long> sequences) {
        return ask(management -> {
                    var kept =
                            management.getStreamInfo(stream).getConfiguration().getRetentionPolicy();
                    if (kept == RetentionPolicy.WorkQueue) {
                        for (var sequence : sequences) {
                            var _ = management.deleteMessage(stream, sequence);
                        }
                    }
                    return kept;
                })
                .replaceWithVoid();
    }

    @Override
    public Uni<List<DurableState>> durables(String stream) {
        return ask(management -> {
            try {
                return management.getConsumers(stream).stream()
                        .map(JetStreamStoredMessages::state)
                        .toList();
            } catch (JetStreamApiException e) {
                if (e.getApiErrorCode() == StoredMessageAnswer.STREAM_NOT_FOUND) {
                    return List.of();
                }
                throw e;
            }
        });
    }

    @Override
    public Uni<Optional<Position>> positionFor(String subject) {
        return ask(management -> {
            var streams = management.getStreamNames(subject);
            if (streams.isEmpty()) {
                return Optional.empty();
            }
            var stream = streams.getFirst();
            var state = management.getStreamInfo(stream).getStreamState();
            return Optional.of(new Position(stream, state.getLastSequence()));
        });
    }

    @Override
    public Uni<Optional<RawMessage>> next(String stream, String subject, long fromSequence) {
        return answer(() -> get(stream, nextOf(subject, fromSequence)));
    }

    @Override
    public Uni<Map<String, Long>> sequences(String stream, String subject, long fromSequence, Set<String> ids) {
        return answer(() -> {
            var found = new HashMap<String, Long>();
            var next = get(stream, nextOf(subject, fromSequence));
            while (next.isPresent() && found.size() < ids.size()) {
                long at = next.get().streamSeq();
                idOf(next.get()).filter(ids::contains).ifPresent(id -> found.put(id, at));
                next = get(stream, nextOf(subject, at + 1));
            }
            return found;
        });
    }

    private static Optional<String> idOf(RawMessage message) {
        return message.headers().getOrDefault(MessageHeaders.NATS_MESSAGE_ID, List.of()).stream()
                .findFirst();
    }

    private static Map<String, Object> nextOf(String subject, long fromSequence) {
        return Map.of("seq", fromSequence, "next_by_subj", subject);
    }

    /** Asks the server itself: the client throws away a message one of whose headers it cannot read. */
    private Optional<RawMessage> get(String stream, Map<String, Object> question)
            throws IOException, InterruptedException {
        var answer = nats.require().request(GET + stream, json.writeValueAsBytes(question), PATIENCE);
        if (answer == null || answer.isStatusMessage()) {
            throw new IOException("no answer");
        }
        return StoredMessageAnswer.read(stream, json.readTree(answer.getData()));
    }

    private <T> Uni<T> ask(Question<T> question) {
        return answer(() -> question.ask(nats.require().jetStreamManagement()));
    }

    private static <T> Uni<T> answer(Lookup<T> lookup) {
        return Uni.createFrom().voidItem().emitOn(VirtualThreads.EXECUTOR).map(_ -> {
            try {
                return lookup.find();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (JetStreamApiException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw ApiException.unavailable("NATS is not available", Duration.ofSeconds(2));
            }
        });
    }

    private static DurableState state(ConsumerInfo info) {
        var settings = info.getConsumerConfiguration();
        return new DurableState(
                info.getStreamName(),
                info.getName(),
                Optional.ofNullable(settings.getFilterSubject())
                        .filter(filter -> !filter.isEmpty())
                        .orElse(">"),
                info.getAckFloor().getStreamSequence(),
                info.getDelivered().getStreamSequence(),
                info.getDelivered().getConsumerSequence() - info.getAckFloor().getConsumerSequence(),
                info.getNumAckPending(),
                info.getRedelivered(),
                info.getNumWaiting(),
                settings.getMaxDeliver(),
                settings.getAckWait());
    }

    private interface Question<T> {
        T ask(JetStreamManagement management) throws IOException, JetStreamApiException;
    }

    private interface Lookup<T> {
        T find() throws IOException, JetStreamApiException, InterruptedException;
    }
}
