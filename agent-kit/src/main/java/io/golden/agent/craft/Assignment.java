package io.golden.agent.craft;

import io.golden.agent.CodeFile;
import io.golden.agent.Step;
import java.util.List;

/**
 * What is to be written.
 *
 * @param type the step's: {@code develop test fix …}
 * @param files the program so far, or none
 * @param tests the tests so far, or none
 * @param remarks what was said about them: a failed run, an operator's note, concerns; empty at first
 */
public record Assignment(
        String name, String description, String type, List<CodeFile> files, List<CodeFile> tests, String remarks) {
    public static Assignment of(Step step) {
        return new Assignment(
                step.taskName(), step.taskDescription(), step.type(), step.files(), step.tests(), step.remarks());
    }

    /** The same task with other files and what a run of them said. */
    public Assignment with(List<CodeFile> newFiles, String newRemarks) {
        return new Assignment(name, description, type, newFiles, tests, newRemarks);
    }
}
