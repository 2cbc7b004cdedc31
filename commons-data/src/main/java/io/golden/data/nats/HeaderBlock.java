package io.golden.data.nats;

import io.golden.data.outbox.MessageHeaders;
import io.nats.client.impl.Headers;
import io.nats.client.support.IncomingHeadersProcessor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The headers of a message as NATS carries them. NATS takes any bytes of a sender; its client reads printable ASCII, and
 * drops the whole connection over anything else.
 */
final class HeaderBlock {
    private static final String VERSION = "NATS/1.0";
    private static final String END_OF_LINE = "\r\n";
    private static final String MARK = MessageHeaders.UNREADABLE + ": true" + END_OF_LINE;

    private HeaderBlock() {}

    /** What can be read of it, whatever it holds: {@code ?} stands for what cannot, and what is no header is left out. */
    static Map<String, List<String>> read(byte[] block) {
        try {
            var headers = new IncomingHeadersProcessor(block).getHeaders();
            return headers == null ? Map.of() : plain(headers);
        } catch (RuntimeException e) {
            return leniently(block);
        }
    }

    /** The block itself if the client can read it; else what can be read of it, with {@link MessageHeaders#UNREADABLE}. */
    static byte[] readable(byte[] block) {
        if (isReadable(block)) {
            return block;
        }
        var repaired = new StringBuilder(VERSION).append(END_OF_LINE).append(MARK);
        leniently(block)
                .forEach((name, values) -> values.forEach(value ->
                        repaired.append(name).append(": ").append(value).append(END_OF_LINE)));
        var bytes = bytes(repaired.append(END_OF_LINE).toString());
        return isReadable(bytes) ? bytes : bytes(VERSION + END_OF_LINE + MARK + END_OF_LINE);
    }

    private static boolean isReadable(byte[] block) {
        try {
            var _ = new IncomingHeadersProcessor(block);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static Map<String, List<String>> plain(Headers headers) {
        var plain = new LinkedHashMap<String, List<String>>();
        headers.forEach((name, values) -> plain.put(name, List.copyOf(values)));
        return plain;
    }

    private static Map<String, List<String>> leniently(byte[] block) {
        var headers = new LinkedHashMap<String, List<String>>();
        var lines = new String(block, StandardCharsets.ISO_8859_1).split(END_OF_LINE, -1);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            var name = lines[i].substring(0, Math.max(colon, 0)).strip();
            if (!name.isEmpty()) {
                var value = lines[i].substring(colon + 1).strip();
                headers.computeIfAbsent(name.replaceAll("[^!-~]", "?"), _ -> new ArrayList<>())
                        .add(value.replaceAll("[^ -~]", "?"));
            }
        }
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
