package io.golden.auth.login;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/** An empty password is a wrong one, not a malformed request. */
record LoginRequest(@NotBlank String username, @NotNull String password) {
    @Override
    public String toString() {
        return "LoginRequest[username=" + username + "]";
    }
}
