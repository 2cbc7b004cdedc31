package io.golden.auth.me;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** {@code POST /auth/password}. */
@GoodNewPassword
record PasswordRequest(
        @NotNull String current,
        @JsonProperty("new") @Schema(required = true) String wanted) {

    /** Without the passwords. */
    @Override
    public String toString() {
        return "PasswordRequest[]";
    }
}
