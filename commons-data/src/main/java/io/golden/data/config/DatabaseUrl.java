package io.golden.data.config;

import io.golden.commons.configuration.InvalidConfiguration;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A PostgreSQL connection URL, taken apart.
 *
 * @param address {@code host:port}, IPv6 in brackets
 * @param sslMode one of PostgreSQL's modes
 * @param sslRootCert path of the PEM file that {@code verify-ca} and {@code verify-full} trust
 */
record DatabaseUrl(
        String address,
        String database,
        String user,
        String password,
        Optional<String> sslMode,
        Optional<String> sslRootCert) {
    static final String FORM = "postgresql://user:password@host:port/database?sslmode=…";

    /** Greedy before the {@code @}: a password may hold unescaped ones. */
    private static final Pattern SHAPE = Pattern.compile(
            "postgres(?:ql)?://([^:/]+)(?::(.*))?@([^@:/\\[\\]]+|\\[[0-9a-fA-F:.]+])(?::(\\d{1,5}))?/([^/?]+)(?:\\?(.*))?");

    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    static DatabaseUrl parse(String variable, String text) {
        var match = SHAPE.matcher(text);
        if (!match.matches()) {
            throw new InvalidConfiguration(variable, "of the form " + FORM);
        }
        var port = match.group(4) == null ? "5432" : match.group(4);
        try {
            var parameters = parameters(match.group(6));
            var sslMode = Optional.ofNullable(parameters.get("sslmode"));
            if (Integer.parseInt(port) > 65_535
                    || !sslMode.map(SSL_MODES::contains).orElse(true)) {
                throw new InvalidConfiguration(variable, "of the form " + FORM);
            }
            return new DatabaseUrl(
                    match.group(3) + ":" + port,
                    decode(match.group(5)),
                    decode(match.group(1)),
                    decode(match.group(2) == null ? "" : match.group(2)),
                    sslMode,
                    Optional.ofNullable(parameters.get("sslrootcert")));
        } catch (IllegalArgumentException e) {
            throw new InvalidConfiguration(
                    variable, "of the form " + FORM + ", and % must begin an escape such as %40");
        }
    }

    /** Without user and password, which the JDBC driver does not take in the URL. */
    String jdbc() {
        var url = new StringBuilder("jdbc:postgresql://" + address + "/" + database + "?ApplicationName=golden-flyway");
        sslMode.ifPresent(mode -> url.append("&sslmode=").append(mode));
        sslRootCert.ifPresent(path -> url.append("&sslrootcert=").append(path));
        return url.toString();
    }

    String reactive() {
        return "postgresql://" + address + "/" + database;
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (var pair : (query == null ? "" : query).split("&", -1)) {
            var parts = pair.split("=", 2);
            if (parts.length == 2) {
                parameters.put(parts[0], decode(parts[1]));
            }
        }
        return parameters;
    }

    /** Percent escapes only: a plus sign is a plus sign. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
