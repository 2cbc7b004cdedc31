package io.golden.budget.group;

/** How a group ended. */
enum Landing {
    /** Every member has its outcome, be it a refusal or a 503. */
    ANSWERED,

    /** Every member has a 503: their tenant's locks were not to be had. */
    WAITED,

    /** Somebody's locks were not to be had, and nobody knows whose: the tenants have to go one by one. */
    SEPARATE
}
