package io.golden.dlq.capture;

import io.golden.commons.caller.Caller;
import io.golden.commons.caller.TokenVerifier;
import io.golden.data.consumer.RawMessage;
import io.golden.data.nats.StoredMessages;
import io.golden.data.outbox.MessageHeaders;
import io.golden.dlq.letter.DeadLetter;
import io.golden.dlq.letter.Payload;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a dead letter of a message whose consumer left none, from what its stream still has of it. */
@ApplicationScoped
class SilentDeaths {
    private final TokenVerifier tokens;
    private final StoredMessages messages;

    SilentDeaths(TokenVerifier tokens, StoredMessages messages) {
        this.tokens = tokens;
        this.messages = messages;
    }

    /** How it died, as far as anybody knows. */
    record Cause(String errorType, String error, int tries) {}

    /** The letter; one of type {@code lost} when the stream no longer has the message. */
    Uni<DeadLetter> letter(DeadLetter.Origin origin, Cause cause) {
        return messages.find(origin.stream(), origin.streamSeq())
                .map(found -> found.map(message -> letter(origin, cause, message))
                        .orElseGet(() -> lost(origin, cause.tries())));
    }

    private DeadLetter letter(DeadLetter.Origin origin, Cause cause, RawMessage message) {
        var headers = new HeaderMap(message.headers());
        var kept = headers.kept();
        kept.keySet().removeIf(name -> name.startsWith("Nats-"));
        var known = headers.first(MessageHeaders.NATS_MESSAGE_ID)
                .orElseGet(() -> origin.stream() + ":" + origin.streamSeq());
        nameMessage(kept, known, headers.first(MessageHeaders.TOKEN).flatMap(tokens::verify));
        return new DeadLetter(
                message.subject(),
                Payload.of(message.data()),
                kept,
                cause.errorType(),
                cause.error(),
                cause.tries(),
                origin,
                headers.tenant(),
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

    static DeadLetter lost(DeadLetter.Origin origin, int tries) {
        return new DeadLetter(
                "unknown",
                Payload.of(new byte[0]),
                Map.of(),
                DeadLetter.LOST,
                "The message was gone from stream %s before it could be copied".formatted(origin.stream()),
                tries,
                origin,
                "default",
                0);
    }
}
