package io.golden.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A step of a task that this agent holds the lease of.
 *
 * @param type what is to be done: {@code develop test review fix refactor document improve} or the task's own word
 * @param attempt from 1
 * @param fencingToken proves the lease; a later lease has a greater one
 * @param input as the orchestrator gave it: the task, the files so far, a failure or a note
 * @param sandbox where code may be tried
 * @param budget for tokens beyond the step's own, which the orchestrator reserves and commits
 */
public record Step(
        String id,
        String taskId,
        String tenantId,
        String projectId,
        String type,
        String role,
        int attempt,
        long fencingToken,
        JsonNode input,
        Sandbox sandbox,
        Budget budget) {

    /** The task's name, or empty. */
    public String taskName() {
        return input.path("task").path("name").asText(input.path("name").asText(""));
    }

    /** The task's description, or empty. */
    public String taskDescription() {
        return input.path("task")
                .path("description")
                .asText(input.path("description").asText(""));
    }

    /** The latest program, when a developer has handed one in. */
    public List<CodeFile> files() {
        return CodeFile.listFrom(input.path("files"));
    }

    /** The latest tests, when a tester has handed them in. */
    public List<CodeFile> tests() {
        return CodeFile.listFrom(input.path("tests"));
    }

    /**
     * What was said about the work so far: a failed run, an operator's note, reviewers' concerns. One string, empty at
     * first.
     */
    public String remarks() {
        return Stream.of("failure", "note", "concerns", "evidence", "review", "explanation")
                .map(input::path)
                .flatMap(Step::texts)
                .filter(text -> !text.isBlank())
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isContainerNode()
                ? StreamSupport.stream(node.spliterator(), false).flatMap(Step::texts)
                : Stream.of(node.asText(""));
    }
}
