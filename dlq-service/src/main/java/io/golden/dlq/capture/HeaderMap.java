package io.golden.dlq.capture;

import io.golden.data.consumer.Claims;
import io.golden.data.outbox.MessageHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The headers of a message, whatever they hold. */
record HeaderMap(Map<String, List<String>> all) {
    /** What the dead letter says of the death has columns of its own; a token is a secret and kept by nobody. */
    private static final Set<String> NOT_KEPT = Set.of(
            MessageHeaders.ORIGINAL_SUBJECT,
            MessageHeaders.STREAM,
            MessageHeaders.CONSUMER,
            MessageHeaders.STREAM_SEQ,
            MessageHeaders.DELIVERIES,
            MessageHeaders.ERROR_TYPE,
            MessageHeaders.ERROR,
            MessageHeaders.FAILED_AT,
            MessageHeaders.REQUEUES,
            MessageHeaders.UNREADABLE);

    private static final int LONGEST_NAME = 255;

    /** The headers as the table keeps them, to be changed by the caller. */
    Map<String, List<String>> kept() {
        var kept = new TreeMap<String, List<String>>();
        all.forEach((name, values) -> {
            if (!NOT_KEPT.contains(name) && !MessageHeaders.isToken(name)) {
                kept.put(
                        storable(name), values.stream().map(HeaderMap::storable).toList());
            }
        });
        return kept;
    }

    Optional<String> first(String name) {
        return all.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Short enough for an index, whatever the sender wrote. */
    String name(String header, String otherwise) {
        return shortened(first(header).orElse(otherwise));
    }

    String tenant() {
        return name(MessageHeaders.TENANT, Claims.NO_TENANT);
    }

    /** How often it was sent again, as far as that can be true. */
    int requeues() {
        return Claims.requeues(first(MessageHeaders.REQUEUES));
    }

    static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_NAME));
    }

    int number(String name, int otherwise) {
        return (int) Math.clamp(longNumber(name, otherwise), 0, Integer.MAX_VALUE);
    }

    long longNumber(String name, long otherwise) {
        try {
            return first(name).map(Long::parseLong).orElse(otherwise);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** PostgreSQL's text has every character but U+0000. */
    static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
