package io.golden.data.idempotency;

import io.golden.commons.caller.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes a POST that creates happen once per {@code Idempotency-Key}, caller and route; kept 24 h. */
public interface IdempotencyKeys {
    /**
     * Runs {@code create} in the given transaction unless the key was used before; then the first result is read back.
     * A racing second call waits for the first. The same key with another request: 409 {@code idempotency.conflict}.
     * Without a key {@code create} simply runs.
     *
     * @param route such as {@code POST /tasks}
     * @param request the request record, compared by its JSON
     * @param type the result record, stored as JSON
     */
    <T> Uni<Once<T>> once(
            SqlConnection tx,
            Optional<String> key,
            Caller caller,
            String route,
            Object request,
            Class<T> type,
            Supplier<Uni<T>> create);

    /** A result, and whether it is a replay ({@code Idempotent-Replayed: true}). */
    record Once<T>(T result, boolean replayed) {}
}
