package io.golden.budget.reservation;

import io.golden.commons.caller.Caller;

/** Who wants to close a reservation: its holder may, and an admin. */
record Spender(String subject, String role, boolean admin) {
    static Spender of(Caller caller) {
        return new Spender(caller.subject(), caller.role(), caller.isAdmin());
    }
}
