package io.golden.commons.log;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** One line per request, in the category {@code access}. Paths are logged without their query, which may hold anything. */
public final class AccessLog {
    private static final Logger LOG = Logger.getLogger("access");

    /** Asked by every replica of every service twice a second: what goes well is not worth a line. */
    private static final String FOLLOWED_LIST = "/api/v1/auth/revocations";

    private AccessLog() {}

    /** Writes the line, with {@code method route status duration_ms} as fields of their own. */
    public static void write(String method, String path, String route, String status, long nanos) {
        if (!LOG.isInfoEnabled() || (path.equals(FOLLOWED_LIST) && status.equals("200"))) {
            return;
        }
        MDC.put("method", method);
        MDC.put("route", route);
        MDC.put("status", status);
        MDC.put("duration_ms", Long.toString(nanos / 1_000_000));
        LOG.infof("%s %s %s %d ms", method, path, status, nanos / 1_000_000);
        MDC.remove("method");
        MDC.remove("route");
        MDC.remove("status");
        MDC.remove("duration_ms");
    }
}
