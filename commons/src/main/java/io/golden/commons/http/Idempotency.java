package io.golden.commons.http;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The two headers of a POST that creates, which happens once however often it is sent. */
public final class Idempotency {
    /** The request's: 1 to 255 visible ASCII characters of the caller's choice, for {@code @HeaderParam}. */
    public static final String KEY = "Idempotency-Key";

    /** The answer's: {@code true} where an earlier request with the key made what is told. */
    public static final String REPLAYED = "Idempotent-Replayed";

    private Idempotency() {}

    /** The answer, marked where it is a replay; a first answer has no such header. */
    public static <T> RestResponse<T> answer(ResponseBuilder<T> answer, boolean replayed) {
        return (replayed ? answer.header(REPLAYED, true) : answer).build();
    }
}
