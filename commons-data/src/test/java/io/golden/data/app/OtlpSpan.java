package io.golden.data.app;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What these tests want of a span, read from OTLP's protobuf by its field numbers. */
public record OtlpSpan(String traceId, String spanId, String parentId, String name, long kind) {
    /** {@code SPAN_KIND_SERVER}. */
    public static final long SERVER = 2;

    /** {@code SPAN_KIND_CONSUMER}. */
    public static final long CONSUMER = 5;

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;

    private record Field(int number, long value, byte[] bytes) {}

    /** Of an {@code ExportTraceServiceRequest}: resource_spans (1), scope_spans (2), spans (2). */
    static List<OtlpSpan> parse(byte[] request) {
        var spans = new ArrayList<OtlpSpan>();
        for (var resource : fields(request, 1)) {
            for (var scope : fields(resource.bytes(), 2)) {
                fields(scope.bytes(), 2).forEach(span -> spans.add(span(span.bytes())));
            }
        }
        return spans;
    }

    private static OtlpSpan span(byte[] bytes) {
        return new OtlpSpan(
                hex(bytes, 1),
                hex(bytes, 2),
                hex(bytes, 4),
                fields(bytes, 5).stream()
                        .map(field -> new String(field.bytes(), StandardCharsets.UTF_8))
                        .findFirst()
                        .orElse(""),
                fields(bytes, 6).stream().mapToLong(Field::value).findFirst().orElse(0));
    }

    private static String hex(byte[] message, int number) {
        return fields(message, number).stream()
                .map(field -> HexFormat.of().formatHex(field.bytes()))
                .findFirst()
                .orElse("");
    }

    private static List<Field> fields(byte[] message, int wanted) {
        var found = new ArrayList<Field>();
        var in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long key = varint(in);
            var field = field((int) (key >>> 3), (int) (key & 7), in);
            if (field.number() == wanted) {
                found.add(field);
            }
        }
        return found;
    }

    private static Field field(int number, int wireType, ByteBuffer in) {
        return switch (wireType) {
            case VARINT -> new Field(number, varint(in), new byte[0]);
            case FIXED64 -> new Field(number, in.getLong(), new byte[0]);
            case BYTES -> {
                var bytes = new byte[(int) varint(in)];
                in.get(bytes);
                yield new Field(number, 0, bytes);
            }
            default -> new Field(number, in.getInt(), new byte[0]);
        };
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; true; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
