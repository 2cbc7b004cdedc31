package io.golden.auth.audit;

/**
 * Which database role may write in the name of which service. Rows of the service {@code database} are written by its
 * own triggers, in the name of whoever was logged in to it.
 *
 * @param own the role that auth-service itself works as: in an installation with one role for everything, the only one
 */
record Writers(String own) {
    private static final String DATABASE = "database";
    private static final String PREFIX = "golden_";
    private static final String SUFFIX = "-service";

    boolean mayWrite(AuditRow row) {
        if (row.service().equals(DATABASE)) {
            return row.userId().equals(row.writtenBy());
        }
        return row.writtenBy().equals(roleOf(row.service()))
                || (!own.startsWith(PREFIX) && row.writtenBy().equals(own));
    }

    private static String roleOf(String service) {
        var name = service.endsWith(SUFFIX) ? service.substring(0, service.length() - SUFFIX.length()) : service;
        return PREFIX + name.replace('-', '_');
    }
}
