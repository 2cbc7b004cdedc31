package io.golden.agent.offline;

import io.golden.agent.CodeFile;
import io.golden.agent.Review;
import io.golden.agent.craft.Assignment;
import io.golden.agent.craft.Craft;
import io.golden.agent.craft.Draft;
import io.golden.agent.craft.Opinion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The offline model. It writes the program of the family that a text calls for; where the text speaks of boundaries its
 * first version is off by one, as people's are. It repairs what a failed test or a remark tells it, in the code it is
 * given.
 */
public final class OfflineCraft implements Craft {
    private final ProgramLibrary library = new ProgramLibrary();
    private final List<Judge> judges = List.of(new SecurityJudge(), new CoverageJudge());
    private final Judge anyOther = new StyleJudge();

    @Override
    public String model() {
        return "offline";
    }

    @Override
    public Draft program(Assignment assignment) {
        var text = new TaskText(assignment.name(), assignment.description());
        var family = library.choose(text);
        var main = content(assignment.files(), "main.py");
        var draft = main.isEmpty() || assignment.remarks().isBlank()
                ? first(family, text)
                : repaired(family, text, main.get(), assignment.remarks());
        return draft.after(TokenCount.of(text.whole()) + read(assignment) + written(draft));
    }

    @Override
    public Draft tests(Assignment assignment) {
        var text = new TaskText(assignment.name(), assignment.description());
        var family = library.choose(text);
        var tests = Template.fill(library.template(family, "test_main.py"), family, text);
        var draft = new Draft(List.of(new CodeFile("test_main.py", tests)), "Tests by what the task asks for.", 0);
        return draft.after(TokenCount.of(text.whole()) + read(assignment) + written(draft));
    }

    @Override
    public Opinion judge(Review review) {
        var judge = judges.stream()
                .filter(j -> j.role().equals(review.role()))
                .findFirst()
                .orElse(anyOther);
        var vote = judge.judge(review);
        long read = review.files().stream()
                .mapToLong(file -> TokenCount.of(file.content()))
                .sum();
        return new Opinion(vote, read + TokenCount.of(vote.reasoning()));
    }

    private Draft first(Family family, TaskText text) {
        var careful = revised(family, text, text.whole());
        if (careful.isPresent()) {
            return careful.get();
        }
        var right = Template.fill(library.template(family, "main.py"), family, text);
        var written = family.defect()
                .filter(_ -> text.speaksOfBoundaries())
                .map(defect -> right.replace(defect.right(), defect.wrong()))
                .orElse(right);
        return draft(written, family.summary() + ".");
    }

    private Draft repaired(Family family, TaskText text, String main, String remarks) {
        var asked = revised(family, text, remarks.toLowerCase(Locale.ROOT));
        if (asked.isPresent()) {
            return asked.get();
        }
        var defect = family.defect().filter(d -> remarks.contains(d.shownBy()) && main.contains(d.wrong()));
        if (defect.isPresent()) {
            var d = defect.get();
            return draft(
                    main.replace(d.wrong(), d.right()),
                    "Repaired what " + d.shownBy() + " shows: `" + d.wrong().strip() + "` is now `"
                            + d.right().strip() + "`.");
        }
        // A program that was revised already stays so; any other is written anew, with care.
        var safe = family.revision().map(r -> Template.fill(library.template(family, r.file()), family, text));
        if (safe.filter(main::equals).isPresent()) {
            return draft(main, "No change: the remarks name nothing that this program still does.");
        }
        return draft(
                Template.fill(library.template(family, "main.py"), family, text),
                "Written anew after the remarks. " + family.summary() + ".");
    }

    /** The family's other version, when the words ask for it. */
    private Optional<Draft> revised(Family family, TaskText text, String words) {
        return family.revision()
                .filter(revision -> revision.isAskedBy(words))
                .map(revision -> draft(
                        Template.fill(library.template(family, revision.file()), family, text),
                        family.summary() + ", written without the means that were objected to."));
    }

    private static Draft draft(String main, String summary) {
        return new Draft(List.of(new CodeFile("main.py", main)), summary, 0);
    }

    private static Optional<String> content(List<CodeFile> files, String path) {
        return files.stream()
                .filter(file -> file.path().equals(path))
                .map(CodeFile::content)
                .findFirst();
    }

    private static long read(Assignment assignment) {
        return TokenCount.of(assignment.remarks())
                + assignment.files().stream()
                        .mapToLong(file -> TokenCount.of(file.content()))
                        .sum();
    }

    private static long written(Draft draft) {
        return TokenCount.of(draft.summary())
                + draft.files().stream()
                        .mapToLong(file -> TokenCount.of(file.content()))
                        .sum();
    }
}
