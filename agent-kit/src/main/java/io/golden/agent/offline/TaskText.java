package io.golden.agent.offline;

import io.golden.agent.CodeFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a task says, as the offline model reads it. */
record TaskText(String name, String description) {
    private static final Pattern WORD = Pattern.compile("[\\p{IsAlphabetic}]+");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d{1,7}(?![\\w.]*\\d)");
    /** Where people write off-by-one errors, so does the offline model, in its first version. */
    private static final Pattern BOTH_ENDS =
            Pattern.compile("\\b(inclusive|inclusively|including|included|both ends|boundary|boundaries)\\b");

    String whole() {
        return (name + "\n" + description).toLowerCase(Locale.ROOT);
    }

    boolean speaksOfBoundaries() {
        return BOTH_ENDS.matcher(whole()).find();
    }

    /** How often the phrase stands in the text as words of its own; in the name it counts three times. */
    int weightOf(String phrase) {
        var pattern = Pattern.compile("\\b" + Pattern.quote(phrase) + "\\b");
        long inName = pattern.matcher(name.toLowerCase(Locale.ROOT)).results().count();
        long inText =
                pattern.matcher(description.toLowerCase(Locale.ROOT)).results().count();
        // A longer phrase says more: "binary search" beats "sort".
        return (int) (3 * inName + inText) * phrase.split(" ", -1).length;
    }

    /** The whole numbers in the order in which they come. */
    List<Integer> numbers() {
        return NUMBER.matcher(name + " " + description)
                .results()
                .map(found -> Integer.parseInt(found.group()))
                .toList();
    }

    /** Up to a dozen different words, so that they fit on a line. */
    List<String> words() {
        var words = new LinkedHashSet<String>();
        int length = 0;
        for (var found :
                WORD.matcher(name + " " + description).results().limit(500).toList()) {
            if (words.size() < 12
                    && length + found.group().length() < 70
                    && found.group().length() < 30) {
                length += words.add(found.group()) ? found.group().length() + 4 : 0;
            }
        }
        return words.isEmpty() ? List.of("golden") : new ArrayList<>(words);
    }

    /** A number that depends on every character of the text and on the salt. */
    int seed(String salt) {
        var hash = CodeFile.hash(List.of(new CodeFile(salt, name + "\n" + description)));
        return Integer.parseInt(hash.substring(0, 7), 16);
    }
}
