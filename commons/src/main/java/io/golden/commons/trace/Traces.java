package io.golden.commons.trace;

import io.golden.commons.correlation.Correlation;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The spans of this service: one per request it answers and one per message it works on. What it calls and sends within
 * a span names that span as its parent, by {@link Correlation#traceparent}; so traces cross HTTP and NATS.
 */
public interface Traces {
    /**
     * Begins a span; the caller ends it, once.
     *
     * @param found how the work knows where it comes from
     * @param traceparent what was sent with it, null where nothing was: unless it is the correlation's own, the span
     *     begins a trace
     */
    Span begin(Kind kind, Correlation found, String traceparent);

    /** What a span is to the one before it. */
    enum Kind {
        /** A request that this service answers. */
        SERVER,
        /** A message that this service works on. */
        CONSUMER
    }

    /** A piece of work under way. */
    interface Span {
        /** What goes with calls and messages made on its behalf. */
        Correlation correlation();

        /** Ends it; what became of it is only asked for where somebody collects it. */
        void end(Supplier<Ending> ending);
    }

    /**
     * What became of a piece of work.
     *
     * @param name of few different values, such as {@code GET /tasks/{id}}
     * @param attributes in the names of OpenTelemetry's semantic conventions
     * @param fault whether it is this service's failure
     */
    record Ending(String name, Map<String, Object> attributes, boolean fault) {}
}
