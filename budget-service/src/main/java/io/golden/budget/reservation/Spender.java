package io.golden.budget.reservation;

import io.golden.commons.caller.Caller;

/**
 * Who wants to close a reservation: its holder may, and an admin.
 *
 * @param address where the request came from
 */
record Spender(String subject, String role, boolean admin, String address) {
    static Spender of(Caller caller, String address) {
        return new Spender(caller.subject(), caller.role(), caller.isAdmin(), address);
    }
}
