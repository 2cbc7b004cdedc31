package io.golden.data.nats;

import io.golden.commons.error.ApiException;
import io.golden.data.background.VirtualThreads;
import io.golden.data.consumer.RawMessage;
import io.golden.data.outbox.MessageHeaders;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.PurgeOptions;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.MessageInfo;
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
    private static final int MESSAGE_NOT_FOUND = 10037;
    private static final int CONSUMER_NOT_FOUND = 10014;

    private final NatsConnection nats;

    JetStreamStoredMessages(NatsConnection nats) {
        this.nats = nats;
    }

    @Override
    public Uni<Optional<RawMessage>> find(String stream, long sequence) {
        return found(stream, management -> management.getMessage(stream, sequence));
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
                if (e.getApiErrorCode() == CONSUMER_NOT_FOUND) {
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
        return ask(management -> management.getConsumers(stream).stream()
                .map(JetStreamStoredMessages::state)
                .toList());
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
        return found(stream, management -> management.getNextMessage(stream, fromSequence, subject));
    }

    @Override
    public Uni<Map<String, Long>> sequences(String stream, String subject, long fromSequence, Set<String> ids) {
        return ask(management -> {
            var found = new HashMap<String, Long>();
            var next = present(() -> management.getNextMessage(stream, fromSequence, subject));
            while (next.isPresent() && found.size() < ids.size()) {
                long at = next.get().getSeq();
                idOf(next.get()).filter(ids::contains).ifPresent(id -> found.put(id, at));
                next = present(() -> management.getNextMessage(stream, at + 1, subject));
            }
            return found;
        });
    }

    private static Optional<String> idOf(MessageInfo message) {
        return Optional.ofNullable(message.getHeaders())
                .map(headers -> headers.getFirst(MessageHeaders.NATS_MESSAGE_ID));
    }

    private Uni<Optional<RawMessage>> found(String stream, Question<MessageInfo> question) {
        return ask(management -> present(() -> question.ask(management)).map(message -> raw(stream, message)));
    }

    private static Optional<MessageInfo> present(Lookup lookup) throws IOException, JetStreamApiException {
        try {
            return Optional.of(lookup.find());
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == MESSAGE_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private <T> Uni<T> ask(Question<T> question) {
        return Uni.createFrom().voidItem().emitOn(VirtualThreads.EXECUTOR).map(_ -> {
            try {
                return question.ask(nats.require().jetStreamManagement());
            } catch (JetStreamApiException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw ApiException.unavailable("NATS is not available", Duration.ofSeconds(2));
            }
        });
    }

    private static RawMessage raw(String stream, MessageInfo info) {
        return new RawMessage(
                stream,
                info.getSeq(),
                info.getSubject(),
                info.getHeaders() == null ? Map.of() : info.getHeaders().toMap(),
                info.getData() == null ? new byte[0] : info.getData(),
                0,
                info.getTime().toInstant());
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

    private interface Lookup {
        MessageInfo find() throws IOException, JetStreamApiException;
    }
}
