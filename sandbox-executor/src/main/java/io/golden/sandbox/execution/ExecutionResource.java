package io.golden.sandbox.execution;

import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.error.ApiException;
import io.golden.commons.ids.Ids;
import io.golden.sandbox.box.BoxFailedException;
import io.golden.sandbox.box.BoxRequest;
import io.golden.sandbox.isolation.Isolation;
import io.golden.sandbox.slot.BoxRunner;
import io.golden.sandbox.slot.Submission;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Runs code that nobody trusts. */
@Path("/api/v1/sandbox")
class ExecutionResource {
    private static final Logger LOG = Logger.getLogger(ExecutionResource.class);
    private static final Duration RETRY_WHEN_BROKEN = Duration.ofSeconds(30);

    private final Isolation isolation;
    private final BoxRunner runner;
    private final CurrentCaller caller;

    ExecutionResource(Isolation isolation, BoxRunner runner, CurrentCaller caller) {
        this.isolation = isolation;
        this.runner = runner;
        this.caller = caller;
    }

    @POST
    @Path("/execute")
    @PermissionsAllowed(Permission.SANDBOX_EXECUTE)
    public Uni<ExecutionResult> execute(ExecuteRequest body) {
        if (!isolation.complaints().isEmpty()) {
            throw ApiException.unavailable("The sandbox's isolation is not complete", RETRY_WHEN_BROKEN);
        }
        return switch (RequestCheck.check(body, isolation.languages())) {
            case RequestCheck.Checked.Refused(var errors) -> throw ApiException.unprocessable(errors);
            case RequestCheck.Checked.Accepted(var request) -> run(Ids.next(), request);
        };
    }

    /** The machine is at fault, not the program: another replica may do better, and this one's readiness is to say so. */
    private ApiException broken(Throwable cause) {
        LOG.error("isolation is in doubt", cause);
        isolation.doubt();
        return ApiException.unavailable("The sandbox could not be made", RETRY_WHEN_BROKEN);
    }

    private Uni<ExecutionResult> run(UUID id, BoxRequest request) {
        var subject = caller.get().subject();
        return runner.run(request)
                .onFailure(BoxFailedException.class)
                .transform(this::broken)
                .map(submission -> switch (submission) {
                    case Submission.Ran(var result) -> {
                        var answer = ExecutionResult.of(id, result, request.limits());
                        LOG.infof(
                                "execution %s of %s for %s: %s, exit code %d, %d ms, %d KiB",
                                id,
                                request.runtime().language().wireName(),
                                subject,
                                answer.status(),
                                answer.exitCode(),
                                answer.usage().wallMs(),
                                answer.usage().maxRssKb());
                        yield answer;
                    }
                    case Submission.Busy(var retryAfter) ->
                        throw ApiException.unavailable("All sandboxes are busy, and so is the queue", retryAfter);
                    case Submission.Withdrawn() ->
                        throw ApiException.unavailable("The caller went away", RETRY_WHEN_BROKEN);
                });
    }
}
