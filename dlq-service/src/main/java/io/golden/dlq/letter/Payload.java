package io.golden.dlq.letter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A payload as the table keeps it: text where it is text, whole in any case. */
public record Payload(String data, Encoding encoding) {
    /** How {@code data} stands for the bytes. */
    public enum Encoding {
        UTF8,
        BASE64;

        public String wire() {
            return switch (this) {
                case UTF8 -> "utf8";
                case BASE64 -> "base64";
            };
        }

        public static Encoding of(String wire) {
            return switch (wire) {
                case "utf8" -> UTF8;
                case "base64" -> BASE64;
                default -> throw new IllegalArgumentException("data_encoding " + wire);
            };
        }
    }

    /** Keeps the bytes as text if that is what they are; PostgreSQL's text has no U+0000. */
    public static Payload of(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') < 0) {
                return new Payload(text, Encoding.UTF8);
            }
        } catch (CharacterCodingException e) {
            // Not text: kept as base64.
        }
        return new Payload(Base64.getEncoder().encodeToString(bytes), Encoding.BASE64);
    }

    public static Payload ofText(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes as they came. */
    public byte[] bytes() {
        return switch (encoding) {
            case UTF8 -> data.getBytes(StandardCharsets.UTF_8);
            case BASE64 -> Base64.getDecoder().decode(data);
        };
    }
}
