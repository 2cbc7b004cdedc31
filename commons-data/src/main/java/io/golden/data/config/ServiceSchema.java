package io.golden.data.config;

import java.util.Locale;

/** The database schema of a service: {@code peer-hub-service} keeps its tables in {@code peer_hub}. */
public final class ServiceSchema {
    private ServiceSchema() {}

    public static String of(String applicationName) {
        var name = applicationName.endsWith("-service")
                ? applicationName.substring(0, applicationName.length() - "-service".length())
                : applicationName;
        return name.replace('-', '_').toLowerCase(Locale.ROOT);
    }
}
