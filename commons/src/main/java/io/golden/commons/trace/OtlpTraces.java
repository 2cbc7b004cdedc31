package io.golden.commons.trace;

import io.golden.commons.configuration.ThisInstance;
import io.golden.commons.correlation.Correlation;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends spans in batches by OTLP over HTTP. A collector that is slow or away costs spans, never requests: at most 2,048
 * wait, what is more is dropped. Whether a trace is kept is decided where it begins ({@code traceparent}'s flag).
 */
final class OtlpTraces implements Traces {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FLUSH = Duration.ofSeconds(2);
    private static final int WAITING = 2048;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** @param endpoint the collector's base address; {@code /v1/traces} is added */
    OtlpTraces(URI endpoint, ThisInstance instance) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString().replaceAll("/+$", "") + "/v1/traces")
                .setTimeout(TIMEOUT)
                .build();
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.builder()
                        .put("service.namespace", "golden")
                        .put("service.name", instance.service())
                        .put("service.version", instance.version())
                        .put("service.instance.id", instance.id())
                        .build()))
                .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(EVERY)
                        .setExporterTimeout(TIMEOUT)
                        .setMaxQueueSize(WAITING)
                        .build())
                .build();
        this.tracer = provider.get("io.golden");
    }

    @Override
    public Span begin(Kind kind, Correlation found, String traceparent) {
        var builder = tracer.spanBuilder(kind.name())
                .setSpanKind(
                        switch (kind) {
                            case SERVER -> SpanKind.SERVER;
                            case CONSUMER -> SpanKind.CONSUMER;
                        })
                .setAttribute("golden.request_id", found.requestId());
        var span = found.traceparent().equals(traceparent)
                ? builder.setParent(parent(found)).startSpan()
                : builder.setNoParent().startSpan();
        var context = span.getSpanContext();
        return new Told(
                span,
                found.within(
                        context.getTraceId(),
                        context.getSpanId(),
                        context.getTraceFlags().isSampled()));
    }

    private static Context parent(Correlation found) {
        var flags = TraceFlags.fromHex(found.traceparent(), 53);
        return Context.root()
                .with(io.opentelemetry.api.trace.Span.wrap(SpanContext.createFromRemoteParent(
                        found.traceId(), found.traceparent().substring(36, 52), flags, TraceState.getDefault())));
    }

    /** Sends what waits, for a moment. */
    void close() {
        provider.shutdown().join(FLUSH.toMillis(), TimeUnit.MILLISECONDS);
    }

    private record Told(io.opentelemetry.api.trace.Span span, Correlation correlation) implements Span {
        @Override
        public void end(Supplier<Ending> ending) {
            var end = ending.get();
            span.updateName(end.name());
            end.attributes().forEach((key, value) -> {
                switch (value) {
                    case Number number -> span.setAttribute(key, number.longValue());
                    default -> span.setAttribute(key, value.toString());
                }
            });
            if (end.fault()) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }
}
