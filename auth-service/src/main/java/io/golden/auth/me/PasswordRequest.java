package io.golden.auth.me;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.golden.auth.password.NewPassword;
import jakarta.validation.constraints.NotNull;

/** {@code POST /auth/password}. */
record PasswordRequest(
        @NotNull String current,
        @NotNull @NewPassword @JsonProperty("new") String wanted) {

    /** Without the passwords. */
    @Override
    public String toString() {
        return "PasswordRequest[]";
    }
}
