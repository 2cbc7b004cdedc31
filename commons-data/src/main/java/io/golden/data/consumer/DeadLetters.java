package io.golden.data.consumer;

import io.golden.commons.caller.Caller;
import io.golden.data.nats.NatsConnection;
import io.golden.data.outbox.MessageHeaders;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.PublishOptions;
import io.nats.client.impl.Headers;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Copies a message that failed to {@code dlq.{subject}}, with its story, before it is given up. */
@ApplicationScoped
class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final NatsConnection nats;
    private final Clock clock = Clock.systemUTC();

    DeadLetters(NatsConnection nats) {
        this.nats = nats;
    }

    /**
     * True when the stream of dead letters has it, and when nothing but the advisory of its termination can tell of it.
     *
     * @param fromAgents whether anybody may have sent it, who may say anything of it
     * @param sender whose token was verified; the token itself is never kept
     */
    boolean copied(Message message, boolean fromAgents, String messageId, Optional<Caller> sender, SafeError error) {
        var meta = message.metaData();
        var id = "dlq:%s:%s:%d".formatted(meta.getStream(), meta.getConsumer(), meta.streamSequence());
        try {
            var _ = nats.require()
                    .jetStream()
                    .publish(
                            "dlq." + message.getSubject(),
                            headers(message, fromAgents, messageId, sender, error),
                            message.getData(),
                            PublishOptions.builder().messageId(id).build());
            LOG.warnf(
                    "message %s on %s is a dead letter of %s after %d deliveries: %s",
                    messageId, message.getSubject(), meta.getConsumer(), meta.deliveredCount(), error.type());
            return true;
        } catch (IllegalArgumentException e) {
            LOG.warnf(
                    "message %s on %s is too large to be copied, its advisory tells of it",
                    messageId, message.getSubject());
            return true;
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            LOG.warnf("dead letter of %s on %s not taken: %s", messageId, message.getSubject(), e.getMessage());
            return false;
        }
    }

    private Headers headers(
            Message message, boolean fromAgents, String messageId, Optional<Caller> sender, SafeError error) {
        var headers = message.hasHeaders() ? new Headers(message.getHeaders()) : new Headers();
        var meta = message.metaData();
        boolean isRequeue = headers.containsKey(MessageHeaders.SUBJECT);
        headers.remove(headers.keySet().stream().filter(MessageHeaders::isToken).toList());
        headers.remove(
                MessageHeaders.SUBJECT,
                MessageHeaders.SUBJECT_ROLES,
                MessageHeaders.NATS_MESSAGE_ID,
                MessageHeaders.UNREADABLE);
        sender.ifPresent(agent -> headers.put(MessageHeaders.SUBJECT, agent.subject())
                .put(MessageHeaders.SUBJECT_ROLES, String.join(",", agent.agentRoles())));
        if (fromAgents) {
            var claimed = Decoder.header(message, MessageHeaders.TENANT);
            headers.put(MessageHeaders.TENANT, Claims.tenant(sender, claimed));
        }
        // An agent's own message has no life before; one without a valid token may be a requeue of such.
        boolean isNew = sender.isPresent() && !isRequeue;
        int requeues = isNew ? 0 : Claims.requeues(Decoder.header(message, MessageHeaders.REQUEUES));
        return headers.put(MessageHeaders.REQUEUES, Integer.toString(requeues))
                .put(MessageHeaders.MESSAGE_ID, messageId)
                .put(MessageHeaders.ORIGINAL_SUBJECT, message.getSubject())
                .put(MessageHeaders.STREAM, meta.getStream())
                .put(MessageHeaders.CONSUMER, meta.getConsumer())
                .put(MessageHeaders.STREAM_SEQ, Long.toString(meta.streamSequence()))
                .put(MessageHeaders.DELIVERIES, Long.toString(meta.deliveredCount()))
                .put(MessageHeaders.ERROR_TYPE, error.type())
                .put(MessageHeaders.ERROR, error.message())
                .put(
                        MessageHeaders.FAILED_AT,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    }
}
