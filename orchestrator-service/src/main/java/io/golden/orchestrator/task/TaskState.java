package io.golden.orchestrator.task;

import java.util.Locale;

/** Where a task stands. Each state offers only its legal moves; a terminal state offers none. */
public sealed interface TaskState {
    /** The name on the wire and in the database. */
    default String wire() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    default boolean terminal() {
        return this instanceof Terminal;
    }

    /** Not yet over: may still fail or be cancelled. */
    sealed interface Live extends TaskState {
        default Failed fail() {
            return new Failed();
        }

        default Cancelled cancel() {
            return new Cancelled();
        }
    }

    /** Moves by itself, and can be put before a human. */
    sealed interface Working extends Live {
        default Escalated escalate() {
            return new Escalated();
        }
    }

    /** Never left. */
    sealed interface Terminal extends TaskState {}

    record Created() implements Live {
        public Planning plan() {
            return new Planning();
        }
    }

    record Planning() implements Live {
        public Developing develop() {
            return new Developing();
        }
    }

    record Developing() implements Working {
        public Testing test() {
            return new Testing();
        }

        /** Another developer's step, for what a guard refused. */
        public Developing repair() {
            return this;
        }
    }

    record Testing() implements Working {
        public Reviewing review() {
            return new Reviewing();
        }

        public Developing repair() {
            return new Developing();
        }
    }

    record Reviewing() implements Working {
        public Deploying deploy() {
            return new Deploying();
        }

        public Developing repair() {
            return new Developing();
        }
    }

    record Deploying() implements Working {
        public Completed complete() {
            return new Completed();
        }
    }

    /** Waits for a human, and returns to where the resolution says. */
    record Escalated() implements Live {
        public Working goOn(Working from) {
            return from;
        }

        public Developing retry() {
            return new Developing();
        }
    }

    record Completed() implements Terminal {}

    record Failed() implements Terminal {}

    record Cancelled() implements Terminal {}

    static TaskState of(String wire) {
        return switch (wire) {
            case "created" -> new Created();
            case "planning" -> new Planning();
            case "developing" -> new Developing();
            case "testing" -> new Testing();
            case "reviewing" -> new Reviewing();
            case "deploying" -> new Deploying();
            case "escalated" -> new Escalated();
            case "completed" -> new Completed();
            case "failed" -> new Failed();
            case "cancelled" -> new Cancelled();
            default -> throw new IllegalArgumentException("No such task state: " + wire);
        };
    }

    /** The state an escalation came from. */
    static Working working(String wire) {
        if (of(wire) instanceof Working working) {
            return working;
        }
        throw new IllegalArgumentException("No task can be escalated from " + wire);
    }
}
