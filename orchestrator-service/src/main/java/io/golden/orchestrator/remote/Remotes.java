package io.golden.orchestrator.remote;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;

/** Where the services stand that the orchestrator calls. */
@ConfigMapping(prefix = "")
public interface Remotes {
    /** {@code BUDGET_SERVICE_URL}. */
    @WithName("budget.service.url")
    @WithDefault("http://127.0.0.1:8102")
    URI budgetServiceUrl();

    /** {@code PEER_HUB_SERVICE_URL}. */
    @WithName("peer.hub.service.url")
    @WithDefault("http://127.0.0.1:8105")
    URI peerHubServiceUrl();

    /** {@code SANDBOX_EXECUTOR_URL}. */
    @WithName("sandbox.executor.url")
    @WithDefault("http://127.0.0.1:8107")
    URI sandboxExecutorUrl();
}
