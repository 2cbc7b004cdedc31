package io.golden.commons.correlation;

import io.golden.commons.ids.Ids;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * What ties the log lines, messages and calls of one request together. It is kept in the logging context, which follows
 * a request over its Vert.x (duplicated) context and, elsewhere, belongs to the thread: on a virtual thread use
 * {@link #during}.
 *
 * @param requestId 1-128 visible ASCII characters
 * @param traceparent W3C trace context
 * @param userId the caller's subject, once known
 */
public record Correlation(String requestId, String traceparent, Optional<String> userId) {
    /** The header that carries {@link #requestId}, on HTTP and on messages. */
    public static final String REQUEST_ID_HEADER = "X-Request-ID";

    /** The header that carries {@link #traceparent}, on HTTP and on messages. */
    public static final String TRACEPARENT_HEADER = "traceparent";

    private static final String REQUEST_ID = "request_id";
    private static final String TRACE_ID = "trace_id";
    private static final String TRACEPARENT = "traceparent";
    private static final String USER_ID = "user_id";
    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,128}");
    private static final Pattern TRACE =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** Takes what a caller or a message sent where it is well formed (null is not), and makes the rest. */
    public static Correlation of(String requestId, String traceparent) {
        return new Correlation(
                requestId != null && VISIBLE.matcher(requestId).matches()
                        ? requestId
                        : Ids.next().toString(),
                traceparent != null && TRACE.matcher(traceparent).matches() ? traceparent : newTrace(),
                Optional.empty());
    }

    /** A new one, for work that no request asked for. */
    public static Correlation fresh() {
        return of(null, null);
    }

    /** That of the moment, or a fresh one when there is none. */
    public static Correlation current() {
        return find().orElseGet(Correlation::fresh);
    }

    /** That of the moment. */
    public static Optional<Correlation> find() {
        return MDC.get(REQUEST_ID) instanceof String id && MDC.get(TRACEPARENT) instanceof String trace
                ? Optional.of(new Correlation(id, trace, Optional.ofNullable((String) MDC.get(USER_ID))))
                : Optional.empty();
    }

    /** The 32 hex digits of the trace. */
    public String traceId() {
        return traceparent.substring(3, 35);
    }

    /** The same within a span of a trace: what it sends on names that span as its parent. */
    public Correlation within(String traceId, String spanId, boolean sampled) {
        return new Correlation(requestId, "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00"), userId);
    }

    public Correlation withUser(String user) {
        return new Correlation(requestId, traceparent, Optional.of(user));
    }

    /** Makes this the one of the moment, on the current Vert.x context or thread. */
    public void attach() {
        MDC.put(REQUEST_ID, requestId);
        MDC.put(TRACEPARENT, traceparent);
        MDC.put(TRACE_ID, traceId());
        userId.ifPresentOrElse(user -> MDC.put(USER_ID, user), () -> MDC.remove(USER_ID));
    }

    /** Leaves the current Vert.x context or thread without one. */
    public static void detach() {
        MDC.remove(REQUEST_ID);
        MDC.remove(TRACEPARENT);
        MDC.remove(TRACE_ID);
        MDC.remove(USER_ID);
    }

    /** Runs the work with this as the one of the moment and puts back what was before. */
    public <T> T during(Supplier<T> work) {
        var before = find();
        attach();
        try {
            return work.get();
        } finally {
            before.ifPresentOrElse(Correlation::attach, Correlation::detach);
        }
    }

    private static String newTrace() {
        var random = ThreadLocalRandom.current();
        return "00-%016x%016x-%016x-01".formatted(random.nextLong(), random.nextLong() | 1, random.nextLong() | 1);
    }
}
