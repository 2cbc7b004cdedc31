package io.golden.supervisor.suite;

import io.golden.commons.health.HealthComponent;
import io.golden.commons.health.HealthState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.net.NetClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The model and the mail server: whether what is configured can be reached. Nothing configured is nothing wrong. */
@ApplicationScoped
class ExternalServices implements HealthComponent {
    private record Address(String host, int port) {}

    private final List<Address> configured = new ArrayList<>();
    private final NetClient net;

    ExternalServices(
            @ConfigProperty(name = "llm.base.url") Optional<URI> model,
            @ConfigProperty(name = "smtp.host") Optional<String> mail,
            @ConfigProperty(name = "smtp.port", defaultValue = "25") int mailPort,
            Vertx vertx) {
        model.ifPresent(url -> configured.add(new Address(url.getHost(), portOf(url))));
        mail.filter(host -> !host.isBlank()).ifPresent(host -> configured.add(new Address(host, mailPort)));
        this.net = vertx.createNetClient();
    }

    @Override
    public String name() {
        return "external_services";
    }

    @Override
    public HealthState whenLost() {
        return HealthState.DEGRADED;
    }

    @Override
    public Uni<Void> probe() {
        return configured.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(configured.stream()
                                .map(address -> net.connect(address.port(), address.host())
                                        .chain(socket -> socket.close()))
                                .toList())
                        .andFailFast()
                        .replaceWithVoid();
    }

    private static int portOf(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equals(url.getScheme()) ? 443 : 80;
    }
}
