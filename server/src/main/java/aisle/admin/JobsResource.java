package aisle.admin;

import aisle.audit.Audit;
import aisle.kernel.Role;
import aisle.platform.db.Database;
import aisle.platform.jobs.JobState;
import aisle.platform.jobs.Jobs;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.Paging;
import aisle.platform.web.Writes;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of jobs. */
@Path("/api/v1/admin/jobs")
@Tag(name = "Administration")
public class JobsResource {
    private static final int RUNS_SHOWN = 20;

    private final Jobs jobs;
    private final Database database;
    private final Writes writes;
    private final Caller caller;
    private final Audit audit;

    JobsResource(Jobs jobs, Database database, Writes writes, Caller caller, Audit audit) {
        this.jobs = jobs;
        this.database = database;
        this.writes = writes;
        this.caller = caller;
        this.audit = audit;
    }

    /** A run as administrators see it. */
    @Schema(name = "JobRun")
    public record RunView(
            UUID id,
            JobState.Trigger trigger,
            String node,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Long durationMs,
            JobState.Outcome outcome,
            @Nullable String error) {
        static RunView of(JobState.Run run) {
            return new RunView(
                    run.id(),
                    run.trigger(),
                    run.node(),
                    run.startedAt(),
                    run.finishedAt(),
                    run.finishedAt() == null
                            ? null
                            : Duration.between(run.startedAt(), run.finishedAt())
                                    .toMillis(),
                    run.outcome(),
                    run.error());
        }
    }

    /** A job as administrators see it. */
    @Schema(name = "Job")
    public record JobView(
            String name,
            String purpose,
            String schedule,
            Instant nextDueAt,
            @Nullable String runningOn,
            int failures,
            @Nullable Instant lastSuccessAt,
            @Nullable RunView lastRun) {
        static JobView of(JobState state) {
            return new JobView(
                    state.job().name(),
                    state.job().purpose(),
                    state.job().schedule().toString(),
                    state.nextDueAt(),
                    state.runningOn(),
                    state.failures(),
                    state.lastSuccessAt(),
                    state.lastRun() == null ? null : RunView.of(state.lastRun()));
        }
    }

    /** A job with its newest runs. */
    @Schema(name = "JobWithRuns")
    public record JobWithRuns(JobView job, List<RunView> runs) {}

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(operationId = "listJobs", summary = "See what recurs, when it ran last and when it is due, by name")
    public Listing<JobView> list(@Valid @BeanParam Paging paging) {
        return paging.listing(database.read(handle -> jobs.list(handle, paging.request())), JobView::of);
    }

    @GET
    @Path("/{name}")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(operationId = "getJob", summary = "See a job and its newest runs")
    public Data<JobWithRuns> get(@PathParam("name") String name) {
        return new Data<>(database.read(handle -> new JobWithRuns(
                JobView.of(jobs.get(handle, name)),
                jobs.runs(handle, name, RUNS_SHOWN).stream().map(RunView::of).toList())));
    }

    @POST
    @Path("/{name}/run")
    @RolesAllowed(Role.Names.ADMIN)
    @ResponseStatus(202)
    @Operation(operationId = "runJob", summary = "Have a job run now; asking again before it starts changes nothing")
    public RestResponse<Data<JobView>> run(@PathParam("name") String name) {
        return writes.perform(null, tx -> {
            jobs.request(tx, name);
            audit.record(tx, caller.actor(), "job.requested", "job", name, null, Map.of());
            return Answer.accepted("/api/v1/admin/jobs/" + name, JobView.of(jobs.get(tx.handle(), name)));
        });
    }
}
