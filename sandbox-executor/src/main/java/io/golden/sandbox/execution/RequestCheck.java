package io.golden.sandbox.execution;

import io.golden.commons.error.FieldError;
import io.golden.sandbox.box.BoxFile;
import io.golden.sandbox.box.BoxRequest;
import io.golden.sandbox.box.Limits;
import io.golden.sandbox.language.Language;
import io.golden.sandbox.language.Runtime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks a request against what may be asked; needs no server and no box. */
final class RequestCheck {
    static final int MOST_CODE_CHARACTERS = 50_000;
    static final int MOST_FILES = 100;
    static final int MOST_FILE_BYTES = 1 << 20;
    private static final int MOST_STDIN_BYTES = 1 << 20;

    private final List<FieldError> errors = new ArrayList<>();
    private final ExecuteRequest request;
    private final List<Runtime> runtimes;

    private RequestCheck(ExecuteRequest request, List<Runtime> runtimes) {
        this.request = request;
        this.runtimes = runtimes;
    }

    static Checked check(ExecuteRequest request, List<Runtime> runtimes) {
        if (request == null) {
            return new Checked.Refused(List.of(new FieldError("code", "must not be empty")));
        }
        return new RequestCheck(request, runtimes).check();
    }

    private Checked check() {
        code();
        var runtime = runtime();
        var timeout =
                within("timeout", request.timeout(), 1, Limits.LONGEST_TIMEOUT_SECONDS, Limits.DEFAULT_TIMEOUT_SECONDS);
        var stdin = Optional.ofNullable(request.stdin()).orElse("").getBytes(StandardCharsets.UTF_8);
        if (stdin.length > MOST_STDIN_BYTES) {
            refuse("stdin", "must not be longer than %d bytes".formatted(MOST_STDIN_BYTES));
        }
        var files = files(runtime);
        var limits = limits(Duration.ofSeconds(timeout));
        if (!errors.isEmpty()) {
            return new Checked.Refused(List.copyOf(errors));
        }
        var language = runtime.orElseThrow();
        return new Checked.Accepted(new BoxRequest(
                language,
                request.code().getBytes(StandardCharsets.UTF_8),
                files,
                stdin,
                limits.withAddressSpaceOfAtLeast(language.language().leastAddressSpaceMb())));
    }

    private void code() {
        if (request.code() == null || request.code().isBlank()) {
            refuse("code", "must not be empty");
        } else if (request.code().codePointCount(0, request.code().length()) > MOST_CODE_CHARACTERS) {
            refuse("code", "must not be longer than %d characters".formatted(MOST_CODE_CHARACTERS));
        }
    }

    private Optional<Runtime> runtime() {
        var name = Optional.ofNullable(request.language()).orElse(Language.PYTHON.wireName());
        var runtime = runtimes.stream()
                .filter(candidate -> candidate.language().wireName().equals(name))
                .findFirst();
        if (runtime.isEmpty()) {
            var supported = runtimes.stream()
                    .map(candidate -> candidate.language().wireName())
                    .collect(Collectors.joining(", "));
            refuse("language", "is not supported; supported are: " + supported);
        }
        return runtime;
    }

    private List<BoxFile> files(Optional<Runtime> runtime) {
        var bodies = Optional.ofNullable(request.files()).orElse(List.of());
        if (bodies.size() > MOST_FILES) {
            refuse("files", "must not be more than %d".formatted(MOST_FILES));
            return List.of();
        }
        var paths = new FilePaths(runtime.map(found -> found.language().mainFile()));
        var files = new ArrayList<BoxFile>();
        var bytes = 0L;
        for (var index = 0; index < bodies.size(); index++) {
            var field = "files[%d]".formatted(index);
            var body = bodies.get(index);
            if (body == null) {
                refuse(field, "must not be null");
                continue;
            }
            paths.complaint(body.path()).ifPresent(complaint -> refuse(field + ".path", complaint));
            if (body.content() == null) {
                refuse(field + ".content", "must not be null");
            } else {
                var content = body.content().getBytes(StandardCharsets.UTF_8);
                bytes += content.length;
                files.add(new BoxFile(body.path(), content));
            }
        }
        if (bytes > MOST_FILE_BYTES) {
            refuse("files", "must not be longer than %d bytes together".formatted(MOST_FILE_BYTES));
        }
        return files;
    }

    private Limits limits(Duration timeout) {
        var wanted = Optional.ofNullable(request.limits());
        var memory = within(
                "limits.memory_mb",
                wanted.map(ExecuteRequest.WantedLimits::memoryMb).orElse(null),
                32,
                1024,
                Limits.DEFAULT_MEMORY_MB);
        var processes = within(
                "limits.processes",
                wanted.map(ExecuteRequest.WantedLimits::processes).orElse(null),
                1,
                256,
                Limits.DEFAULT_PROCESSES);
        var output = within(
                "limits.output_bytes",
                wanted.map(ExecuteRequest.WantedLimits::outputBytes).orElse(null),
                1,
                Limits.DEFAULT_OUTPUT_BYTES,
                Limits.DEFAULT_OUTPUT_BYTES);
        return Limits.of(timeout, memory, processes, output);
    }

    private int within(String field, Integer wanted, int least, int most, int usual) {
        if (wanted == null) {
            return usual;
        }
        if (wanted < least || wanted > most) {
            refuse(field, "must be between %d and %d".formatted(least, most));
        }
        return wanted;
    }

    private void refuse(String field, String rule) {
        errors.add(new FieldError(field, rule));
    }

    /** What the check came to. */
    sealed interface Checked {
        record Accepted(BoxRequest request) implements Checked {}

        record Refused(List<FieldError> errors) implements Checked {}
    }
}
