package io.golden.dlq.capture;

import io.golden.commons.caller.Caller;
import io.golden.commons.caller.TokenVerifier;
import io.golden.data.consumer.Claims;
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
import java.util.Set;
import java.util.regex.Pattern;

/** Makes a dead letter of a message whose consumer left none, from what its stream still has of it. */
@ApplicationScoped
class SilentDeaths {
    /** The dead letters and the advisories: their consumers try for ever; nothing becomes a dead letter of a dead letter. */
    static final Set<String> OWN = Set.of("DLQ", "ADVISORIES");

    /** What anybody may publish who has an agent's way to NATS. */
    private static final Pattern FROM_AGENTS = Pattern.compile("prc\\.[^.]+\\.response|task\\.result\\.[^.]+");

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
        var sender = headers.first(MessageHeaders.TOKEN).flatMap(tokens::verify);
        nameMessage(kept, known, sender);
        boolean isAgents = sender.filter(SilentDeaths::isAgent).isPresent();
        return new DeadLetter(
                message.subject(),
                Payload.of(message.data()),
                kept,
                cause.errorType(),
                cause.error(),
                cause.tries(),
                origin,
                tenant(message, headers, sender),
                // An agent's own message has no life before; one without a valid token may be a requeue of such.
                isAgents ? 0 : headers.requeues());
    }

    /** Of what agents send the tenant that its sender has; for that of a requeue dlq-service vouches. */
    private static String tenant(RawMessage message, HeaderMap headers, Optional<Caller> sender) {
        if (!FROM_AGENTS.matcher(message.subject()).matches()
                || sender.filter(SilentDeaths::isDlqService).isPresent()) {
            return headers.tenant();
        }
        return HeaderMap.shortened(
                Claims.tenant(sender.filter(SilentDeaths::isAgent), headers.first(MessageHeaders.TENANT)));
    }

    private static boolean isAgent(Caller sender) {
        return sender.role().equals("agent");
    }

    private static boolean isDlqService(Caller sender) {
        return sender.subject().equals("dlq-service") && sender.role().equals("service");
    }

    /**
     * Gives the message the id under which its consumer's inbox knows it, and the sender whom a valid token names.
     * What an agent calls its message counts for that agent alone; for the sender of a requeue dlq-service vouches.
     */
    private static void nameMessage(Map<String, List<String>> kept, String known, Optional<Caller> sender) {
        if (sender.filter(SilentDeaths::isDlqService).isEmpty()) {
            kept.remove(MessageHeaders.SUBJECT);
            kept.remove(MessageHeaders.SUBJECT_ROLES);
        }
        sender.filter(SilentDeaths::isAgent)
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
                Claims.NO_TENANT,
                0);
    }
}
