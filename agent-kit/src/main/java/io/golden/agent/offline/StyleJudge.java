package io.golden.agent.offline;

import io.golden.agent.CodeFile;
import io.golden.agent.Review;
import io.golden.agent.Vote;
import io.golden.agent.python.PythonSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads for structure, documentation and habits that bite later. */
final class StyleJudge implements Judge {
    private static final int LONGEST_LINE = 100;
    private static final int LONGEST_FUNCTION = 40;
    private static final int MANY = 4;
    private static final Pattern BARE_EXCEPT = Pattern.compile("^\\s*except\\s*:", Pattern.MULTILINE);
    private static final Pattern MUTABLE_DEFAULT = Pattern.compile("def \\w+\\([^)]*=\\s*(\\[\\]|\\{\\})");
    private static final Pattern STAR_IMPORT = Pattern.compile("^\\s*from \\S+ import \\*", Pattern.MULTILINE);

    @Override
    public String role() {
        return "reviewer";
    }

    @Override
    public Vote judge(Review review) {
        if (review.files().isEmpty()) {
            return Vote.reject(1, "There is no file to read.", List.of("no code was handed in"));
        }
        var findings = new ArrayList<String>();
        long functions = 0;
        for (var file : review.files()) {
            var source = PythonSource.of(file.content());
            functions += source.definitions().stream()
                    .filter(d -> !d.isClass() && d.isPublic())
                    .count();
            look(file, source, findings);
        }
        if (findings.size() >= MANY) {
            return Vote.reject(0.8, "Too much to let pass: " + String.join("; ", findings) + ".", findings);
        }
        if (!findings.isEmpty()) {
            return Vote.conditional(0.75, "Good but for: " + String.join("; ", findings) + ".", findings);
        }
        return Vote.approve(
                0.9,
                functions + " public functions, each short and documented, in "
                        + review.files().size() + (review.files().size() == 1 ? " file." : " files."));
    }

    private static void look(CodeFile file, PythonSource source, List<String> findings) {
        if (!source.hasModuleDocstring()) {
            findings.add(file.path() + " does not say what it is for");
        }
        for (var definition : source.definitions()) {
            if (definition.isPublic() && !definition.documented()) {
                findings.add(definition.name() + " has no docstring (line " + definition.line() + ")");
            }
            if (!definition.isClass() && definition.lines() > LONGEST_FUNCTION) {
                findings.add(definition.name() + " is " + definition.lines() + " lines long");
            }
        }
        if (file.content().lines().anyMatch(line -> line.length() > LONGEST_LINE)) {
            findings.add("lines longer than " + LONGEST_LINE + " characters in " + file.path());
        }
        if (BARE_EXCEPT.matcher(source.code()).find()) {
            findings.add("a bare except hides every error");
        }
        if (MUTABLE_DEFAULT.matcher(source.code()).find()) {
            findings.add("a mutable default argument is shared between calls");
        }
        if (STAR_IMPORT.matcher(source.code()).find()) {
            findings.add("a star import hides where names come from");
        }
        if (file.content().contains("\t")) {
            findings.add("tabs in " + file.path());
        }
    }
}
