package io.golden.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * One file of a program.
 *
 * @param path relative, such as {@code main.py}
 */
public record CodeFile(String path, String content) {
    /** Reads a JSON array of {@code {path, content}}, or the same under {@code files}; empty when it is neither. */
    public static List<CodeFile> listFrom(JsonNode node) {
        var array = node.isArray() ? node : node.path("files");
        return StreamSupport.stream(array.spliterator(), false)
                .filter(file -> file.hasNonNull("path") && file.hasNonNull("content"))
                .map(file -> new CodeFile(
                        file.path("path").asText(), file.path("content").asText()))
                .toList();
    }

    /**
     * The content hash that reviews are held on: lower-case hex SHA-256 over the files sorted by path, for each the path,
     * a zero byte, the content, a zero byte, in UTF-8.
     */
    public static String hash(List<CodeFile> files) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            files.stream().sorted(Comparator.comparing(CodeFile::path)).forEach(file -> {
                digest.update(file.path().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(file.content().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
