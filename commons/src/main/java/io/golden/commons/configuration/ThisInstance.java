package io.golden.commons.configuration;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which service this is, which version, and which of its replicas. */
@Singleton
public final class ThisInstance {
    private final String service;
    private final String version;
    private final String id;

    @Inject
    ThisInstance(
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version,
            ServiceSettings settings) {
        this.service = service;
        this.version = version;
        this.id = settings.instanceId().orElseGet(ThisInstance::hostAndProcess);
    }

    /** Such as {@code budget-service}. */
    public String service() {
        return service;
    }

    /** Such as {@code 5.1.0}. */
    public String version() {
        return version;
    }

    /** {@code INSTANCE_ID}, or host and process id: different for each replica. */
    public String id() {
        return id;
    }

    private static String hostAndProcess() {
        long process = ProcessHandle.current().pid();
        try {
            return InetAddress.getLocalHost().getHostName() + "-" + process;
        } catch (UnknownHostException e) {
            return "localhost-" + process;
        }
    }
}
