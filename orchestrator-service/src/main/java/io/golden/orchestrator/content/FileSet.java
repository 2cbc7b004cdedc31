package io.golden.orchestrator.content;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The files of one output, sorted by path, each path once. */
public record FileSet(List<CodeFile> files) {
    private static final int MAX_FILES = 100;
    private static final int MAX_PATH = 200;

    public FileSet {
        files = files.stream().sorted(Comparator.comparing(CodeFile::path)).toList();
    }

    /** What an output holds. */
    public sealed interface Reading {
        record Files(FileSet set, String hash) implements Reading {}

        /** No file that can be used, and why. */
        record Unusable(String problem) implements Reading {}
    }

    /** Reads {@code {"files": [{"path", "content"}]}}; whatever else an agent sends is unusable, never an exception. */
    public static Reading read(JsonObject output) {
        if (!(output.getValue("files") instanceof JsonArray list) || list.isEmpty()) {
            return new Reading.Unusable("the output has no files");
        }
        if (list.size() > MAX_FILES) {
            return new Reading.Unusable("the output has more than " + MAX_FILES + " files");
        }
        var files = new ArrayList<CodeFile>();
        var seen = new HashSet<String>();
        for (var entry : list) {
            if (!(entry instanceof JsonObject file)
                    || !(file.getValue("path") instanceof String path)
                    || !(file.getValue("content") instanceof String content)) {
                return new Reading.Unusable("a file lacks its path or content");
            }
            var problem = problemOf(path);
            if (problem.isPresent()) {
                return new Reading.Unusable(problem.get());
            }
            if (!seen.add(path)) {
                return new Reading.Unusable("a path is given twice");
            }
            files.add(new CodeFile(path, content));
        }
        var set = new FileSet(files);
        return new Reading.Files(set, set.hash());
    }

    private static Optional<String> problemOf(String path) {
        if (path.isBlank() || path.length() > MAX_PATH) {
            return Optional.of("a path is empty or longer than " + MAX_PATH + " characters");
        }
        if (path.startsWith("/") || path.contains("\\") || path.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("a path is not relative, or holds a backslash or a control character");
        }
        for (var part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return Optional.of("a path leaves its folder or has an empty part");
            }
        }
        return Optional.empty();
    }

    /** Lower-case hex SHA-256 over path, 0x00, content, 0x00 of each file in order of path. */
    public String hash() {
        var digest = sha256();
        for (var file : files) {
            digest.update(file.path().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(file.content().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    public JsonArray toJson() {
        var list = new JsonArray();
        files.forEach(f -> list.add(JsonObject.of("path", f.path(), "content", f.content())));
        return list;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
