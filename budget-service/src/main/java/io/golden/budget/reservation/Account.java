package io.golden.budget.reservation;

/** Whose spending counts against the same limits. */
record Account(String tenantId, String projectId, String agentId, String model) {
    static Account of(Reservation asked) {
        return new Account(asked.tenantId(), asked.projectId(), asked.agentId(), asked.model());
    }
}
