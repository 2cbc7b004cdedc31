package io.golden.budget;

/** What a limit stands on within a tenant; {@code *} means any. */
public record Scope(String projectId, String agentId, String model) {
    public static final String ANY = "*";

    /** A whole project. */
    public static Scope ofProject(String projectId) {
        return new Scope(projectId, ANY, ANY);
    }
}
