package io.golden.agent.python;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A Python file taken apart far enough to judge it: its code without comments and strings, and its definitions.
 *
 * @param text as written
 * @param code the same with comments and string contents blanked; lines keep their numbers
 */
public record PythonSource(String text, String code) {
    private static final Pattern DEFINITION =
            Pattern.compile("^( *)(?:async )?(def|class) +([A-Za-z_]\\w*)", Pattern.MULTILINE);

    public static PythonSource of(String text) {
        return new PythonSource(text, StringBlanker.blank(text));
    }

    /**
     * A function, method or class.
     *
     * @param line from 1
     * @param lines how many lines it spans
     */
    public record Definition(String name, boolean isClass, int indent, int line, int lines, boolean documented) {
        /** Whether others may call it: no leading underscore, not nested in a function. */
        public boolean isPublic() {
            return !name.startsWith("_") && indent <= 4;
        }
    }

    /** Everything that is defined with {@code def} or {@code class}, in order. */
    public List<Definition> definitions() {
        var found = new ArrayList<Definition>();
        var lines = code.split("\n", -1);
        var matcher = DEFINITION.matcher(code);
        while (matcher.find()) {
            int line = (int) code.substring(0, matcher.start())
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            int indent = matcher.group(1).length();
            found.add(new Definition(
                    matcher.group(3),
                    matcher.group(2).equals("class"),
                    indent,
                    line + 1,
                    span(lines, line, indent),
                    documentedAfter(line)));
        }
        return found;
    }

    /** Whether the file begins with a docstring. */
    public boolean hasModuleDocstring() {
        var first = text.strip();
        return first.startsWith("\"\"\"") || first.startsWith("'''");
    }

    private static int span(String[] lines, int from, int indent) {
        int last = from;
        for (int i = from + 1; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                if (lines[i].length() - lines[i].stripLeading().length() <= indent) {
                    break;
                }
                last = i;
            }
        }
        return last - from + 1;
    }

    private boolean documentedAfter(int line) {
        var raw = text.split("\n", -1);
        int at = line;
        // A signature may run over several lines; it ends with the line that ends in a colon.
        while (at < raw.length && !raw[at].stripTrailing().endsWith(":")) {
            at++;
        }
        var next = at + 1 < raw.length ? raw[at + 1].strip() : "";
        return next.startsWith("\"\"\"") || next.startsWith("'''");
    }
}
