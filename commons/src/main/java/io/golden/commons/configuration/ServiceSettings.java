package io.golden.commons.configuration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What every service reads from the environment; a name here in capitals with underscores is the variable. */
@ConfigMapping(prefix = "")
public interface ServiceSettings {
    /** {@code GOLDEN_ENV}, or {@code ENV}. */
    @WithName("golden.env")
    @WithDefault("production")
    String environmentName();

    /** {@code INSTANCE_ID}: which replica this is; host and process id where nobody says. */
    @WithName("instance.id")
    Optional<String> instanceId();

    /** {@code JWT_ISSUER}. */
    @WithName("jwt.issuer")
    @WithDefault("golden")
    String jwtIssuer();

    /** {@code JWT_AUDIENCE}. */
    @WithName("jwt.audience")
    @WithDefault("golden")
    String jwtAudience();

    /** {@code JWKS_REFRESH}: how long published keys are believed before they are fetched again. */
    @WithName("jwks.refresh")
    @WithDefault("60s")
    Duration jwksRefresh();

    /** {@code AUTH_SERVICE_URL}: public keys and service tokens come from there. */
    @WithName("auth.service.url")
    Optional<URI> authServiceUrl();

    /** {@code SERVICE_CLIENT_ID}: this service's own account. */
    @WithName("service.client-id")
    Optional<String> clientId();

    /** {@code SERVICE_CLIENT_SECRET}. */
    @WithName("service.client-secret")
    Optional<String> clientSecret();

    /** {@code TRUSTED_PROXIES}: addresses or CIDR ranges whose {@code X-Forwarded-For} is believed. */
    @WithName("trusted.proxies")
    Optional<List<String>> trustedProxies();

    /** {@code CORS_ALLOW_ORIGINS}; empty: CORS off. */
    @WithName("cors.allow.origins")
    Optional<List<String>> corsAllowOrigins();

    /** {@code DEBUG}: as {@code LOG_LEVEL=debug}, where that is not set. */
    @WithName("debug")
    @WithDefault("false")
    @WithConverter(TrueOrFalse.class)
    boolean debug();

    /** {@code PROMETHEUS_ENABLED}: whether there is a {@code /metrics}. */
    @WithName("prometheus.enabled")
    @WithDefault("true")
    @WithConverter(TrueOrFalse.class)
    boolean prometheusEnabled();

    /** {@code OTEL_EXPORTER_OTLP_ENDPOINT}: the collector's base address, OTLP over HTTP. */
    @WithName("otel.exporter.otlp.endpoint")
    Optional<URI> otlpEndpoint();

    /** {@code JAEGER_ENABLED}: whether {@code JAEGER_ENDPOINT} counts. */
    @WithName("jaeger.enabled")
    @WithDefault("false")
    @WithConverter(TrueOrFalse.class)
    boolean jaegerEnabled();

    /** {@code JAEGER_ENDPOINT}: Jaeger's own OTLP port, where the variable above is not set. */
    @WithName("jaeger.endpoint")
    Optional<URI> jaegerEndpoint();

    @WithName("rate.limit")
    RoleLimits rateLimit();

    /** Requests a minute by role, {@code RATE_LIMIT_ADMIN} and so on; 0 is unlimited. */
    interface RoleLimits {
        @WithDefault("100")
        int admin();

        @WithDefault("50")
        int operator();

        @WithDefault("30")
        int developer();

        @WithDefault("20")
        int observer();

        @WithDefault("0")
        int agent();

        @WithDefault("5")
        int anonymous();
    }

    default Environment environment() {
        return Environment.parse(environmentName());
    }
}
