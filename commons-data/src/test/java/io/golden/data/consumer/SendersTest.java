package io.golden.data.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.commons.caller.Caller;
import io.golden.commons.caller.Tenants;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SendersTest {
    private static final Caller DLQ_SERVICE = new Caller(
            "dlq-service", "service", Set.of(), new Tenants.All(), Set.of(), "1", Instant.MAX, Optional.empty(), 0);

    private final Senders senders = new Senders(_ -> Optional.of(DLQ_SERVICE));

    @Test
    void theSenderOfARequeueHasTheTenantOfTheDeadLetterAndNoOther() {
        var named = requeue().put("Golden-Tenant", "acme");

        assertThat(tenants(named)).isEqualTo(new Tenants.Only(Set.of("acme")));
        assertThat(tenants(requeue().put("Golden-Tenant", "*")).includes("acme"))
                .isFalse();
        assertThat(tenants(requeue())).isEqualTo(new Tenants.Only(Set.of("default")));
    }

    private Tenants tenants(Headers headers) {
        var message =
                NatsMessage.builder().subject("prc.1.response").headers(headers).build();
        return senders.find(message).orElseThrow().tenants();
    }

    private static Headers requeue() {
        return new Headers().put("Golden-Token", "of-dlq-service").put("Golden-Subject", "tester-1");
    }
}
