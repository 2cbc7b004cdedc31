package io.golden.budget.reservation;

/** A reservation to close with what was really used. */
record Commit(Target target, long actualTokens) {}
