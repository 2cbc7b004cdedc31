package io.golden.peerhub.quorum;

/** What the votes amount to. */
public sealed interface Verdict {
    /** Nothing is decided: votes that are outstanding can still make a difference. */
    record Open() implements Verdict {}

    /** The quorum is reached, enough votes came, and nobody can veto it any more. */
    record Passed() implements Verdict {}

    /** The quorum can no longer be reached. */
    record OutOfReach() implements Verdict {}

    /** A veto role rejected, naming a concern. */
    record Vetoed(String agentId, String role, String concern) implements Verdict {}

    /** The deadline came first. */
    record Expired() implements Verdict {}

    /** Somebody called it off. */
    record Cancelled() implements Verdict {}

    /** The session's status in the table and on the wire. */
    default String status() {
        return switch (this) {
            case Open() -> "pending";
            case Passed() -> "passed";
            case OutOfReach _, Vetoed _ -> "rejected";
            case Expired() -> "expired";
            case Cancelled() -> "cancelled";
        };
    }
}
