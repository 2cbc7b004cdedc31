package io.golden.dlq.message;

import java.time.Duration;

/** What became of a resolve. */
sealed interface ResolveOutcome {
    /** It is resolved now; {@code requeued} tells whether the message was sent again. */
    record Resolved(boolean requeued) implements ResolveOutcome {}

    record AlreadyResolved(String by) implements ResolveOutcome {}

    record Unknown() implements ResolveOutcome {}

    /** There is nothing that could be sent again. */
    record NothingToSend() implements ResolveOutcome {}

    /** No stream keeps the subject: a message sent there would be nobody's. */
    record NowhereToSend(String subject) implements ResolveOutcome {}

    /** The subject is none for this message, whoever asks; {@code rule} says why. */
    record Unsendable(String rule) implements ResolveOutcome {}

    /** Somebody else might. */
    record Forbidden(String reason) implements ResolveOutcome {}

    /** It came back too often. */
    record TooManyLives(int lives) implements ResolveOutcome {}

    /** Somebody else is sending it right now. */
    record Busy(Duration retryAfter) implements ResolveOutcome {}
}
