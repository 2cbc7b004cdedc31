package io.golden.commons.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ClientWebApplicationException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** One row each: how a fault or refusal becomes the error envelope. Causes go to the log only. */
@Singleton
final class FaultMappers {
    private static final Logger LOG = Logger.getLogger(FaultMappers.class);
    private static final String AWAY = "A part of Golden is not available. Try again shortly";

    private final Instance<LostDependency> lostDependencies;

    FaultMappers(@Any Instance<LostDependency> lostDependencies) {
        this.lostDependencies = lostDependencies;
    }

    @ServerExceptionMapper
    RestResponse<ErrorBody> refusal(ApiException refusal) {
        return Answers.of(refusal);
    }

    @ServerExceptionMapper
    RestResponse<ErrorBody> violations(ConstraintViolationException e, ResourceInfo resource) {
        var violations = e.getConstraintViolations();
        if (violations.stream().anyMatch(Violations::isOurs)) {
            return fault(e);
        }
        var parameters = violations.stream().filter(Violations::isParameter).toList();
        if (!parameters.isEmpty()) {
            return Answers.invalid(Violations.parameter(parameters.getFirst(), resource.getResourceMethod()));
        }
        return Answers.of(ApiException.unprocessable(violations.stream()
                .map(violation -> Violations.field(violation, 2))
                .sorted(Comparator.comparing(FieldError::field))
                .toList()));
    }

    @ServerExceptionMapper
    RestResponse<ErrorBody> notAllowed(NotAllowedException e, UriInfo uri) {
        return RestResponse.ResponseBuilder.<ErrorBody>create(405)
                .entity(http(e).getEntity())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.ALLOW, String.join(", ", AllowedMethods.of(uri.getPath())))
                .build();
    }

    @ServerExceptionMapper
    RestResponse<ErrorBody> malformed(JsonProcessingException e) {
        return fault(e);
    }

    @ServerExceptionMapper
    RestResponse<ErrorBody> http(WebApplicationException e) {
        if (e instanceof ClientWebApplicationException) {
            return remote(e);
        }
        if (e.getCause() instanceof NumberFormatException || e.getCause() instanceof IllegalArgumentException) {
            return Answers.invalid("A parameter of the path or query is malformed");
        }
        int status = e.getResponse().getStatus();
        return switch (status) {
            case 400 -> Answers.invalid("The request is malformed");
            case 401 -> Answers.of(ErrorCode.UNAUTHORIZED, "Authentication required");
            case 403 -> Answers.of(ErrorCode.FORBIDDEN, "Insufficient permissions");
            case 404 -> Answers.of(ErrorCode.NOT_FOUND, "No such resource");
            case 405 -> Answers.of(ErrorCode.METHOD_NOT_ALLOWED, "This resource does not know that method");
            case 406 -> Answers.of(ErrorCode.NOT_ACCEPTABLE, "Only application/json is offered here");
            case 413 -> Answers.of(ErrorCode.TOO_LARGE, "The body is too large");
            case 415 -> Answers.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json");
            default ->
                Response.Status.Family.familyOf(status) == Response.Status.Family.CLIENT_ERROR
                        ? Answers.invalid("The request cannot be answered")
                        : fault(e);
        };
    }

    /** What another service answered is no answer of ours. */
    private RestResponse<ErrorBody> remote(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status >= 500 || status == 429) {
            LOG.warnf("Another service answered %d", status);
            return Answers.of(ErrorCode.UNAVAILABLE, AWAY);
        }
        return fault(e);
    }

    @ServerExceptionMapper
    RestResponse<ErrorBody> any(Throwable e) {
        return switch (e) {
            case CompletionException wrapped when wrapped.getCause() != null -> any(wrapped.getCause());
            case ExecutionException wrapped when wrapped.getCause() != null -> any(wrapped.getCause());
            case ApiException refusal -> refusal(refusal);
            case WebApplicationException http -> http(http);
            default -> isAway(e) ? away(e) : fault(e);
        };
    }

    private boolean isAway(Throwable e) {
        var known = Set.<Class<?>>of(
                ProcessingException.class, TimeoutException.class, io.smallrye.mutiny.TimeoutException.class);
        return known.stream().anyMatch(type -> type.isInstance(e))
                || lostDependencies.stream().anyMatch(dependency -> dependency.explains(e));
    }

    private static RestResponse<ErrorBody> away(Throwable e) {
        LOG.warnf("Not available: %s", e.toString());
        return Answers.of(ErrorCode.UNAVAILABLE, AWAY);
    }

    private static RestResponse<ErrorBody> fault(Throwable e) {
        LOG.error("Request failed", e);
        return Answers.of(ErrorCode.INTERNAL, "Something went wrong on our side. Tell us the request id");
    }
}
