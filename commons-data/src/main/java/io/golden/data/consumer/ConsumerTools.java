package io.golden.data.consumer;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.commons.trace.Traces;
import io.golden.data.background.BackgroundWork;
import io.golden.data.nats.NatsConnection;
import io.golden.data.sql.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * What every consumer works with.
 *
 * @param json ignores unknown fields: producers deploy first
 */
record ConsumerTools(
        NatsConnection nats,
        Transactions transactions,
        BackgroundWork background,
        Senders senders,
        DeadLetters deadLetters,
        KeepAlive keepAlive,
        ObjectMapper json,
        MeterRegistry metrics,
        Traces traces,
        ConsumerSettings settings) {

    @ApplicationScoped
    static class Producer {
        @Produces
        @Singleton
        ConsumerTools tools(
                NatsConnection nats,
                Transactions transactions,
                BackgroundWork background,
                Senders senders,
                DeadLetters deadLetters,
                KeepAlive keepAlive,
                ObjectMapper json,
                MeterRegistry metrics,
                Traces traces,
                ConsumerSettings settings) {
            var lenient = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
            return new ConsumerTools(
                    nats,
                    transactions,
                    background,
                    senders,
                    deadLetters,
                    keepAlive,
                    lenient,
                    metrics,
                    traces,
                    settings);
        }
    }
}
