package io.golden.dlq.capture;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.golden.commons.caller.Caller;
import io.golden.commons.caller.TokenVerifier;
import io.golden.data.consumer.RawMessage;
import io.golden.data.nats.StoredMessages;
import io.golden.data.outbox.MessageHeaders;
import io.golden.dlq.letter.DeadLetter;
import io.golden.dlq.letter.Payload;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Reads an advisory and fetches the message it speaks of. */
@ApplicationScoped
class AdvisoryReader {
    private static final Logger LOG = Logger.getLogger(AdvisoryReader.class);

    private final ObjectReader json;
    private final TokenVerifier tokens;
    private final StoredMessages messages;

    AdvisoryReader(ObjectMapper json, TokenVerifier tokens, StoredMessages messages) {
        // NATS adds fields as it likes.
        this.json = json.readerFor(Advisory.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.tokens = tokens;
        this.messages = messages;
    }

    /** The letter; empty for what is no advisory about a message of somebody else. */
    Uni<Optional<DeadLetter>> read(RawMessage told) {
        var advisory = parse(told);
        // The dead letters' own consumers try for ever; nothing becomes a dead letter of a dead letter.
        if (advisory.isEmpty() || advisory.get().stream().equals("DLQ")) {
            return Uni.createFrom().item(Optional.empty());
        }
        return messages.find(advisory.get().stream(), advisory.get().streamSeq())
                .map(found -> Optional.of(
                        found.map(message -> letter(advisory.get(), message)).orElseGet(() -> lost(advisory.get()))));
    }

    private Optional<Advisory> parse(RawMessage told) {
        try {
            return Optional.of(json.<Advisory>readValue(told.data())).filter(Advisory::isWhole);
        } catch (IOException e) {
            LOG.warnf("advisory %d could not be read: %s", told.streamSeq(), e.getMessage());
            return Optional.empty();
        }
    }

    private DeadLetter letter(Advisory advisory, RawMessage message) {
        var headers = new HeaderMap(message.headers());
        var kept = headers.kept();
        kept.keySet().removeIf(name -> name.startsWith("Nats-"));
        var known = headers.first(MessageHeaders.NATS_MESSAGE_ID)
                .orElseGet(() -> advisory.stream() + ":" + advisory.streamSeq());
        nameMessage(kept, known, headers.first(MessageHeaders.TOKEN).flatMap(tokens::verify));
        return new DeadLetter(
                message.subject(),
                Payload.of(message.data()),
                kept,
                advisory.isTerminated() ? DeadLetter.TERMINATED : DeadLetter.MAX_DELIVERIES,
                advisory.isTerminated()
                        ? "The consumer terminated it and left no dead letter"
                        : "The consumer used up its deliveries and left no dead letter",
                advisory.tries(),
                advisory.origin(),
                headers.first(MessageHeaders.TENANT).orElse("default"),
                headers.number(MessageHeaders.REQUEUES, 0));
    }

    /**
     * Gives the message the id under which its consumer's inbox knows it, and the sender whom a valid token names.
     * What an agent calls its message counts for that agent alone; for the sender of a requeue dlq-service vouches.
     */
    private static void nameMessage(Map<String, List<String>> kept, String known, Optional<Caller> sender) {
        var vouched =
                sender.filter(s -> s.subject().equals("dlq-service") && s.role().equals("service"));
        if (vouched.isEmpty()) {
            kept.remove(MessageHeaders.SUBJECT);
            kept.remove(MessageHeaders.SUBJECT_ROLES);
        }
        sender.filter(s -> s.role().equals("agent"))
                .ifPresentOrElse(
                        agent -> {
                            kept.put(MessageHeaders.SUBJECT, List.of(agent.subject()));
                            kept.put(MessageHeaders.SUBJECT_ROLES, List.of(String.join(",", agent.agentRoles())));
                            kept.put(MessageHeaders.MESSAGE_ID, List.of(agent.subject() + ":" + known));
                        },
                        () -> kept.putIfAbsent(MessageHeaders.MESSAGE_ID, List.of(known)));
    }

    private static DeadLetter lost(Advisory advisory) {
        return new DeadLetter(
                "unknown",
                Payload.of(new byte[0]),
                Map.of(),
                DeadLetter.LOST,
                "The message was gone from stream %s before it could be copied".formatted(advisory.stream()),
                advisory.tries(),
                advisory.origin(),
                "default",
                0);
    }
}
