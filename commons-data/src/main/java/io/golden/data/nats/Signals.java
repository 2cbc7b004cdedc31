package io.golden.data.nats;

import java.util.function.BiConsumer;

/**
 * Plain NATS: signals that may be lost, such as {@code task.work.{role}}. Whoever waits for one looks by itself from
 * time to time.
 */
public interface Signals {
    /** Sends a record as JSON, at most once; does nothing while NATS is lost. Never blocks, never fails. */
    void send(String subject, Object payload);

    /**
     * Calls the handler, on a virtual thread, with the subject and the payload of each signal from now on, also after
     * NATS was lost. A payload that is no such record is skipped.
     *
     * @param subject may hold wildcards
     */
    <T> void listen(String subject, Class<T> type, BiConsumer<String, T> handler);
}
