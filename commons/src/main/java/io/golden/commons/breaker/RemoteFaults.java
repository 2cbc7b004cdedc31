package io.golden.commons.breaker;

import io.golden.commons.error.ApiException;
import jakarta.ws.rs.WebApplicationException;

/** Tells a remote that is ill from one that said no: only the first counts against it. */
public final class RemoteFaults {
    private RemoteFaults() {}

    /** Whether the failure is the remote's illness: no answer in time, no connection, 5xx. */
    public static boolean isFault(Throwable failure) {
        return switch (failure) {
            case ApiException refusal -> refusal.code().status() >= 500;
            case WebApplicationException answer -> answer.getResponse().getStatus() >= 500;
            default -> true;
        };
    }
}
