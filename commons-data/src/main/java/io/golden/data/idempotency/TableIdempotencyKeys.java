package io.golden.data.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.golden.commons.caller.Caller;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.http.Idempotency;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

@ApplicationScoped
class TableIdempotencyKeys implements IdempotencyKeys {
    /** A racing second call waits here for the first to end. A key of yesterday that nobody forgot yet is a new one. */
    private static final String CLAIM = """
            insert into idempotency_keys as k (caller, route, key, request_hash)
            values ($1, $2, $3, $4)
            on conflict (caller, route, key) do update
            set request_hash = excluded.request_hash, result = null, created_at = now()
            where k.created_at < now() - interval '24 hours'
            """;

    private static final String FIND = """
            select request_hash, result::text as result
            from idempotency_keys where caller = $1 and route = $2 and key = $3
            """;

    private static final String STORE = """
            update idempotency_keys set result = $4::text::jsonb
            where caller = $1 and route = $2 and key = $3
            """;

    private final ObjectMapper json;

    /** @param json the service's own, made to read what an older or newer replica stored, and to order what it hashes */
    TableIdempotencyKeys(ObjectMapper json) {
        this.json = json.copy()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    @Override
    public <T> Uni<Once<T>> once(
            SqlConnection tx,
            Optional<String> key,
            Caller caller,
            String route,
            Object request,
            Class<T> type,
            Supplier<Uni<T>> create) {
        if (key.isEmpty()) {
            return create.get().map(result -> new Once<>(result, false));
        }
        Idempotency.check(key.get());
        var hash = hash(request);
        return tx.preparedQuery(CLAIM)
                .execute(Tuple.of(caller.subject(), route, key.get(), Buffer.buffer(hash)))
                .chain(claimed -> claimed.rowCount() == 1
                        ? create.get()
                                .call(result -> tx.preparedQuery(STORE)
                                        .execute(Tuple.of(caller.subject(), route, key.get(), write(result))))
                                .map(result -> new Once<>(result, false))
                        : tx.preparedQuery(FIND)
                                .execute(Tuple.of(caller.subject(), route, key.get()))
                                .map(rows -> new Once<>(replay(rows.iterator().next(), hash, type), true)));
    }

    private <T> T replay(Row row, byte[] hash, Class<T> type) {
        if (!Arrays.equals(row.getBuffer("request_hash").getBytes(), hash)) {
            throw ApiException.of(
                    ErrorCode.IDEMPOTENCY_CONFLICT, "This Idempotency-Key was used before with another request");
        }
        try {
            return json.readValue(row.getString("result"), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored result is no " + type.getSimpleName(), e);
        }
    }

    private byte[] hash(Object request) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(request));
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalArgumentException("request cannot be hashed", e);
        }
    }

    private String write(Object result) {
        try {
            return json.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("result cannot be stored", e);
        }
    }
}
