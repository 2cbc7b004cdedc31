package io.golden.agent.offline;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A kind of program that the offline model knows, as it stands in {@code programs/<name>/family.json}.
 *
 * @param keywords words of a task that call for it
 * @param parameters numbers that the text sets
 * @param defect the mistake that its first version makes where a text speaks of boundaries
 * @param revision another way to write it, for those who ask
 */
record Family(
        String name,
        String summary,
        List<String> keywords,
        List<Parameter> parameters,
        Optional<Defect> defect,
        Optional<Revision> revision) {

    /** A number from the text, or one that its hash picks, from least to most. */
    record Parameter(String name, int least, int most) {}

    /** One right line, how it is written wrongly, and the test that shows it. */
    record Defect(
            String right,
            String wrong,
            @JsonProperty("shown_by") String shownBy) {}

    /** Another template, written when the text or the remarks say one of these. */
    record Revision(String file, @JsonProperty("asked_by") List<String> askedBy) {
        /** Whether the text, in lower case, has one of the words as a word of its own. */
        boolean isAskedBy(String text) {
            return askedBy.stream()
                    .anyMatch(word -> Pattern.compile("\\b" + Pattern.quote(word) + "\\b")
                            .matcher(text)
                            .find());
        }
    }

    /** How much the text calls for this family. */
    int weight(TaskText text) {
        return keywords.stream().mapToInt(text::weightOf).sum();
    }
}
