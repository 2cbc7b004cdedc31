package io.golden.data.nats;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the server sends, with each block of headers made readable for the client. Everything else goes through as it is;
 * a frame that is not understood, and all after it, too.
 */
final class ReadableFrames {
    private static final int END_OF_LINE_LENGTH = 2;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(1 << 10);
    private Part part = Part.LINE;
    /** Bytes that are still missing of headers or of a payload. */
    private long missing;

    private String[] line = {};

    private enum Part {
        LINE,
        HEADERS,
        PAYLOAD,
        NOT_UNDERSTOOD
    }

    /** Takes bytes as the server sent them; returns those that are ready to be read. */
    byte[] after(byte[] bytes, int length) {
        int from = 0;
        while (from < length) {
            from = switch (part) {
                case LINE -> line(bytes, from, length);
                case HEADERS -> headers(bytes, from, length);
                case PAYLOAD -> payload(bytes, from, length);
                case NOT_UNDERSTOOD -> {
                    out.write(bytes, from, length - from);
                    yield length;
                }
            };
        }
        var ready = out.toByteArray();
        out.reset();
        return ready;
    }

    private int line(byte[] bytes, int from, int length) {
        int end = from;
        while (end < length && bytes[end] != '\n') {
            end++;
        }
        boolean whole = end < length;
        int next = whole ? end + 1 : end;
        gathered.write(bytes, from, next - from);
        if (whole) {
            lineIsWhole();
        }
        return next;
    }

    private void lineIsWhole() {
        line = gathered.toString(StandardCharsets.ISO_8859_1).strip().split("[ \t]+", -1);
        part = next();
        if (part == Part.HEADERS) {
            missing = number(line.length - 2);
        } else {
            out.writeBytes(gathered.toByteArray());
            if (part == Part.PAYLOAD) {
                missing = number(line.length - 1) + END_OF_LINE_LENGTH;
            }
        }
        gathered.reset();
    }

    /** What comes after the line. */
    private Part next() {
        return switch (line[0].toUpperCase(Locale.ROOT)) {
            case "MSG" -> hasNumbers(1) ? Part.PAYLOAD : Part.NOT_UNDERSTOOD;
            case "HMSG" ->
                hasNumbers(2) && number(line.length - 2) <= number(line.length - 1)
                        ? Part.HEADERS
                        : Part.NOT_UNDERSTOOD;
            default -> Part.LINE;
        };
    }

    /** After the operation, the subject and the number of the subscription. */
    private boolean hasNumbers(int count) {
        return line.length >= 3 + count
                && Arrays.stream(line, line.length - count, line.length)
                        .allMatch(word -> NUMBER.matcher(word).matches());
    }

    private int headers(byte[] bytes, int from, int length) {
        int taken = (int) Math.min(missing, length - from);
        gathered.write(bytes, from, taken);
        missing -= taken;
        if (missing == 0) {
            headersAreWhole();
        }
        return from + taken;
    }

    private void headersAreWhole() {
        var sent = gathered.toByteArray();
        gathered.reset();
        var readable = HeaderBlock.readable(sent);
        int payload = number(line.length - 1) - sent.length;
        var beginning = String.join(" ", Arrays.copyOf(line, line.length - 2));
        var told = "%s %d %d\r\n".formatted(beginning, readable.length, readable.length + payload);
        out.writeBytes(told.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(readable);
        missing = payload + END_OF_LINE_LENGTH;
        part = Part.PAYLOAD;
    }

    private int payload(byte[] bytes, int from, int length) {
        int taken = (int) Math.min(missing, length - from);
        out.write(bytes, from, taken);
        missing -= taken;
        if (missing == 0) {
            part = Part.LINE;
        }
        return from + taken;
    }

    private int number(int index) {
        return Integer.parseInt(line[index]);
    }
}
