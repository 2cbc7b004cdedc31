package io.golden.data.consumer;

import io.golden.commons.caller.Caller;
import io.golden.commons.caller.Permission;
import io.golden.commons.caller.Tenants;
import io.golden.commons.caller.TokenVerifier;
import io.golden.data.outbox.MessageHeaders;
import io.nats.client.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Who sent a message of an agent: the subject of its token, whatever the body says. */
@ApplicationScoped
class Senders {
    private static final String DLQ_SERVICE = "dlq-service";

    private final TokenVerifier tokens;

    Senders(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    /** The agent; empty when there is no token, a wrong one, or one of somebody else. */
    Optional<Caller> find(Message message) {
        if (!message.hasHeaders() || message.getHeaders().getLast(MessageHeaders.TOKEN) == null) {
            return Optional.empty();
        }
        return tokens.verify(message.getHeaders().getLast(MessageHeaders.TOKEN))
                .flatMap(caller -> switch (caller.role()) {
                    // Whose message it is, is not for an agent to say: the id of a requeue would pass as its own.
                    case "agent" ->
                        message.getHeaders().getLast(MessageHeaders.SUBJECT) == null
                                ? Optional.of(caller)
                                : Optional.empty();
                    case "service" -> firstSender(caller, message);
                    default -> Optional.empty();
                });
    }

    /** A requeue: dlq-service tells whose token it was that was checked when the message first came. */
    private static Optional<Caller> firstSender(Caller service, Message message) {
        var subject = message.getHeaders().getLast(MessageHeaders.SUBJECT);
        if (!service.subject().equals(DLQ_SERVICE) || subject == null || subject.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new Caller(
                subject,
                "agent",
                Set.of(Permission.WORK_CLAIM, Permission.REVIEW_VOTE),
                tenants(message),
                roles(message),
                service.tokenId(),
                service.expiresAt(),
                service.sessionId(),
                service.generation()));
    }

    /** The one of the dead letter: its row may have been changed by whoever may see that tenant and no other. */
    private static Tenants tenants(Message message) {
        var tenant = message.getHeaders().getLast(MessageHeaders.TENANT);
        return new Tenants.Only(Set.of(tenant == null ? Claims.NO_TENANT : tenant));
    }

    private static Set<String> roles(Message message) {
        var roles = message.getHeaders().getLast(MessageHeaders.SUBJECT_ROLES);
        return roles == null || roles.isBlank() ? Set.of() : Set.copyOf(Arrays.asList(roles.split(",", -1)));
    }
}
