package io.golden.agent.offline;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Fills {@code ${…}} in a family's templates from the task's text. */
final class Template {
    private static final Pattern HOLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final int WIDTH = 88;

    private Template() {}

    static String fill(String template, Family family, TaskText text) {
        var values = values(family, text);
        return HOLE.matcher(template).replaceAll(hole -> {
            var value = values.get(hole.group(1));
            if (value == null) {
                throw new IllegalStateException(family.name() + " has no parameter " + hole.group(1));
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static Map<String, String> values(Family family, TaskText text) {
        var values = new HashMap<String, String>();
        values.put("title", prose(text.name().isBlank() ? family.summary() : text.name(), 200));
        values.put("request", wrap(prose(text.description().isBlank() ? family.summary() : text.description(), 2000)));
        values.put("words", text.words().stream().map(w -> '"' + w + '"').collect(Collectors.joining(", ", "[", "]")));
        var numbers = text.numbers().iterator();
        for (var parameter : family.parameters()) {
            values.put(parameter.name(), String.valueOf(number(parameter, numbers, text)));
        }
        return values;
    }

    /** The next number of the text that fits, else one that the text's hash picks. */
    private static int number(Family.Parameter parameter, java.util.Iterator<Integer> numbers, TaskText text) {
        while (numbers.hasNext()) {
            int number = numbers.next();
            if (number >= parameter.least() && number <= parameter.most()) {
                return number;
            }
        }
        // Small ones: a picked number should not make the program slow.
        int span = Math.min(parameter.most() - parameter.least() + 1, 100);
        return parameter.least() + text.seed(parameter.name()) % span;
    }

    /** One line that is safe inside a docstring. */
    private static String prose(String text, int most) {
        var line = text.replaceAll("[\\s\\p{Cntrl}]+", " ")
                .replace('"', '\'')
                .replace('\\', '/')
                .strip();
        return line.length() > most ? line.substring(0, most) + "…" : line;
    }

    private static String wrap(String line) {
        var out = new StringBuilder();
        int column = 0;
        for (var word : line.split(" ", -1)) {
            if (column > 0 && column + word.length() > WIDTH) {
                out.append('\n');
                column = 0;
            } else if (column > 0) {
                out.append(' ');
            }
            out.append(word);
            column += word.length() + 1;
        }
        return out.toString();
    }
}
