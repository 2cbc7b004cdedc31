package io.golden.data.sql;

/** CDI event: a transaction that appended to the outbox has committed. */
public record OutboxFilled() {}
