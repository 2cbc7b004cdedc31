package io.golden.orchestrator.step;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a step is for, in which phase of its task it is worked off, and who does it by default. */
public enum StepType {
    DEVELOP(Phase.DEVELOPING, "developer"),
    FIX(Phase.DEVELOPING, "developer"),
    REFACTOR(Phase.DEVELOPING, "developer"),
    DOCUMENT(Phase.DEVELOPING, "developer"),
    IMPROVE(Phase.DEVELOPING, "developer"),
    /** Anything else an agent is asked for; its output is kept and is no content. */
    WORK(Phase.DEVELOPING, "architect"),
    TEST(Phase.TESTING, "tester"),
    /** Held by the peer hub, not claimed by an agent. */
    REVIEW(Phase.REVIEWING, "reviewer"),
    DEPLOY(Phase.DEPLOYING, "deployer");

    /** The state of the task in which such a step is worked off. */
    public enum Phase {
        DEVELOPING,
        TESTING,
        REVIEWING,
        DEPLOYING
    }

    private final Phase phase;
    private final String role;

    StepType(Phase phase, String role) {
        this.phase = phase;
        this.role = role;
    }

    public Phase phase() {
        return phase;
    }

    public String defaultRole() {
        return role;
    }

    /** Whether its output is the whole program. */
    public boolean writesContent() {
        return phase == Phase.DEVELOPING && this != WORK;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<StepType> named(String wire) {
        return Arrays.stream(values()).filter(t -> t.wire().equals(wire)).findFirst();
    }

    public static StepType of(String wire) {
        return named(wire).orElseThrow(() -> new IllegalArgumentException("No such step type: " + wire));
    }

    /** What an agent of the role is asked for when the request does not say. */
    public static StepType forRole(String role) {
        return switch (role) {
            case "developer" -> DEVELOP;
            case "tester" -> TEST;
            case "reviewer" -> REVIEW;
            case "deployer" -> DEPLOY;
            default -> WORK;
        };
    }
}
