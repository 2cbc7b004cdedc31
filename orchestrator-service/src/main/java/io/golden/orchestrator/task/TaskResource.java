package io.golden.orchestrator.task;

import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.http.Idempotency;
import io.golden.commons.page.Cursor;
import io.golden.commons.page.Lists;
import io.golden.commons.page.PageRequest;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** Tasks over HTTP. */
@Path("/api/v1/tasks")
@Produces(MediaType.APPLICATION_JSON)
class TaskResource {
    private final Tasks tasks;
    private final CurrentCaller caller;

    TaskResource(Tasks tasks, CurrentCaller caller) {
        this.tasks = tasks;
        this.caller = caller;
    }

    @POST
    @PermissionsAllowed(Permission.TASK_CREATE)
    @APIResponseSchema(value = TaskView.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<TaskView>> create(
            @HeaderParam(Idempotency.KEY) String key, @NotNull @Valid TaskRequest request) {
        return tasks.create(caller.get(), Optional.ofNullable(key), request)
                .map(once -> Idempotency.answer(created(once.result()), once.replayed()));
    }

    private static ResponseBuilder<TaskView> created(TaskView task) {
        return ResponseBuilder.create(Status.CREATED, task).header("Location", "/api/v1/tasks/" + task.id());
    }

    @GET
    @PermissionsAllowed(Permission.TASK_VIEW)
    public Uni<RestResponse<List<TaskView>>> list(
            @QueryParam("state") String state,
            @QueryParam("tenant_id") String tenantId,
            @QueryParam("project_id") String projectId,
            @QueryParam("q") String text,
            @BeanParam PageRequest request,
            UriInfo uri) {
        var named = Optional.ofNullable(tenantId);
        named.ifPresent(caller.get()::requireTenant);
        checkState(state);
        var filter = new TaskQueries.Filter(
                List.of(caller.get().tenants().filter()),
                Optional.ofNullable(state),
                named,
                Optional.ofNullable(projectId),
                Optional.ofNullable(text).filter(t -> !t.isBlank()));
        var page = request.page();
        return tasks.list(filter, page).flatMap(found -> {
            Uni<Optional<Long>> total = page.count()
                    ? tasks.count(filter).map(Optional::of)
                    : Uni.createFrom().item(Optional.empty());
            return total.map(
                    count -> Lists.of(uri, page, found, t -> new Cursor(t.createdAt(), t.id().toString()), count));
        });
    }

    private static void checkState(String state) {
        try {
            if (state != null) {
                TaskState.of(state);
            }
        } catch (IllegalArgumentException e) {
            throw ApiException.of(ErrorCode.INVALID_REQUEST, "state: is not a state of a task");
        }
    }

    @GET
    @Path("/stats")
    @PermissionsAllowed(Permission.TASK_VIEW)
    public Uni<TaskQueries.Stats> stats() {
        return tasks.stats(caller.get());
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.TASK_VIEW)
    public Uni<TaskDetail> find(UUID id) {
        return tasks.find(caller.get(), id).map(found -> found.orElseThrow(() -> unknown(id)));
    }

    @PATCH
    @Path("/{id}")
    @PermissionsAllowed(Permission.TASK_UPDATE)
    public Uni<TaskView> change(UUID id, @NotNull @Valid TaskChange change) {
        return tasks.change(caller.get(), id, change).map(outcome -> view(id, outcome));
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permission.TASK_DELETE)
    public Uni<RestResponse<Void>> delete(UUID id) {
        return tasks.cancel(caller.get(), id, "task.delete").map(outcome -> {
            view(id, outcome);
            return RestResponse.noContent();
        });
    }

    @POST
    @Path("/{id}/cancel")
    @PermissionsAllowed(Permission.TASK_UPDATE)
    public Uni<TaskView> cancel(UUID id) {
        return tasks.cancel(caller.get(), id, "task.cancel").map(outcome -> view(id, outcome));
    }

    @POST
    @Path("/{id}/retry")
    @PermissionsAllowed(Permission.TASK_UPDATE)
    @APIResponseSchema(value = TaskView.class, responseCode = "201", responseDescription = "Created")
    public Uni<RestResponse<TaskView>> retry(UUID id) {
        return tasks.retry(caller.get(), id)
                .map(outcome -> created(view(id, outcome)).build());
    }

    private static TaskView view(UUID id, TaskOutcome outcome) {
        return switch (outcome) {
            case TaskOutcome.Changed(var task) -> TaskView.of(task);
            case TaskOutcome.Retried(var made) -> made;
            case TaskOutcome.Conflict(var why) -> throw ApiException.of(ErrorCode.STATE_CONFLICT, why);
            case TaskOutcome.Unknown() -> throw unknown(id);
        };
    }

    private static ApiException unknown(UUID id) {
        return ApiException.notFound("Task " + id);
    }
}
