package io.golden.commons.trace;

import io.golden.commons.correlation.Correlation;
import java.util.function.Supplier;

/** Nobody collects traces: {@code traceparent} is handed on as it came, and that is all. */
final class NoTraces implements Traces {
    private record Untold(Correlation correlation) implements Span {
        @Override
        public void end(Supplier<Ending> ending) {}
    }

    @Override
    public Span begin(Kind kind, Correlation found, String traceparent) {
        return new Untold(found);
    }
}
