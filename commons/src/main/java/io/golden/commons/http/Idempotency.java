package io.golden.commons.http;

import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The two headers of a POST that creates, which happens once however often it is sent. */
public final class Idempotency {
    /** The request's: 1 to 255 visible ASCII characters of the caller's choice, for {@code @HeaderParam}. */
    public static final String KEY = "Idempotency-Key";

    /** The answer's: {@code true} where an earlier request with the key made what is told. */
    public static final String REPLAYED = "Idempotent-Replayed";

    private static final Pattern SENDABLE = Pattern.compile("[!-~]{1,255}");

    private Idempotency() {}

    /** 400, naming the header, where that cannot be a key. */
    public static void check(String key) {
        if (!SENDABLE.matcher(key).matches()) {
            throw ApiException.of(ErrorCode.INVALID_REQUEST, KEY + ": must be 1 to 255 visible ASCII characters");
        }
    }

    /** The answer, marked where it is a replay; a first answer has no such header. */
    public static <T> RestResponse<T> answer(ResponseBuilder<T> answer, boolean replayed) {
        return (replayed ? answer.header(REPLAYED, true) : answer).build();
    }
}
