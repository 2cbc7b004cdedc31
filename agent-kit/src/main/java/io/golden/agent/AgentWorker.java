package io.golden.agent;

import io.golden.agent.gateway.Credentials;
import io.golden.agent.gateway.Gateway;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A running agent: claims steps of one role, does several at once, and votes when it is asked to. Survives the restart
 * of any service: whatever fails in passing is tried again with growing, jittered waits.
 *
 * <pre>{@code
 * var worker = AgentWorker.role("developer")
 *         .as("developer-7", secret)
 *         .golden(URI.create("http://127.0.0.1:8000"))
 *         .handle(step -> StepResult.done(Map.of("files", List.of(program)), tokensUsed))
 *         .start();
 * }</pre>
 */
public final class AgentWorker implements AutoCloseable {
    private final AgentLog log;
    private final ClaimLoop claims;
    private final Optional<VoteDesk> votes;

    private AgentWorker(Builder builder) {
        var gateway = new Gateway(builder.golden, builder.credentials);
        this.log = new AgentLog(builder.credentials.name());
        this.claims = new ClaimLoop(gateway, builder.role, builder.concurrency, builder.handler, log);
        this.votes = builder.reviewHandler.map(
                handler -> new VoteDesk(gateway, builder.nats.map(NatsLink::new), handler, log));
    }

    /** Begins the description of an agent of that role; the role must be among its service account's. */
    public static Builder role(String role) {
        return new Builder(role);
    }

    /** Stops taking work, gives what is under way ten seconds, then hands the rest back as retryable. */
    @Override
    public void close() {
        claims.stop(Duration.ofSeconds(10));
        votes.ifPresent(VoteDesk::close);
        log.info("agent stopped", Map.of());
    }

    /** Steps under way now. */
    public int running() {
        return claims.running();
    }

    private AgentWorker begin() {
        votes.ifPresent(VoteDesk::start);
        claims.start();
        log.info("agent started", Map.of("role", claims.role()));
        return this;
    }

    /** What an agent is made of. */
    public static final class Builder {
        private final String role;
        private Credentials credentials = new Credentials("", "");
        private URI golden = URI.create("http://127.0.0.1:8000");
        private Optional<String> nats = Optional.empty();
        private int concurrency = 8;
        private StepHandler handler =
                step -> new StepResult.Failed("This agent only reviews; it does no " + step.type(), true);
        private Optional<ReviewHandler> reviewHandler = Optional.empty();

        private Builder(String role) {
            this.role = role;
        }

        /** The agent's own service account. */
        public Builder as(String name, String secret) {
            credentials = new Credentials(name, secret);
            return this;
        }

        /** Golden's gateway, without a path; default {@code http://127.0.0.1:8000}. */
        public Builder golden(URI gateway) {
            golden = gateway;
            return this;
        }

        /** {@code nats://user:password@host:port}. Without it votes are found by polling and given by HTTP. */
        public Builder nats(String url) {
            nats = Optional.of(url);
            return this;
        }

        /** Steps at once, 1 to 100; default 8. */
        public Builder concurrency(int steps) {
            if (steps < 1 || steps > 100) {
                throw new IllegalArgumentException("concurrency must be 1 to 100, not " + steps);
            }
            concurrency = steps;
            return this;
        }

        public Builder handle(StepHandler stepHandler) {
            handler = stepHandler;
            return this;
        }

        /** Answers calls for votes; without it the agent never votes. */
        public Builder review(ReviewHandler review) {
            reviewHandler = Optional.of(review);
            return this;
        }

        /** Starts the agent's threads and returns at once. */
        public AgentWorker start() {
            return new AgentWorker(this).begin();
        }
    }
}
