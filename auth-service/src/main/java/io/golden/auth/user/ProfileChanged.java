package io.golden.auth.user;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What is shown of a user was changed, and the change has committed. Told to the other replicas too. */
@RegisterForReflection
public record ProfileChanged(String username) {}
