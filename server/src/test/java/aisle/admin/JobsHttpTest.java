package aisle.admin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.Role;
import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Waiting;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

@AisleTest
class JobsHttpTest {
    private static final String PATH = "/api/v1/admin/jobs";

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    /** Does nothing until the test lets it; by itself it runs once, when the server starts. */
    @Singleton
    static class WaitingJob implements Job {
        static final Semaphore BEGUN = new Semaphore(0);
        static final Semaphore MAY_END = new Semaphore(1);

        @Override
        public String name() {
            return "test-waiting";
        }

        @Override
        public String purpose() {
            return "waits for a test";
        }

        @Override
        public Schedule schedule() {
            return Schedule.every(Duration.ofDays(365));
        }

        @Override
        public void run(JobRun run) {
            BEGUN.release();
            MAY_END.acquireUninterruptibly();
        }
    }

    @Test
    void administratorsSeeEveryJob() {
        accounts.admin()
                .request()
                .get(PATH)
                .then()
                .statusCode(200)
                .body(
                        "data.name",
                        hasItems(
                                "cart-expiry",
                                "idempotency-expiry",
                                "month-partitions",
                                "outbox-upkeep",
                                "session-expiry"))
                .body("data.find { it.name == 'cart-expiry' }.schedule", equalTo("every 1h"))
                .body("data.find { it.name == 'cart-expiry' }.next_due_at", notNullValue());
    }

    @Test
    void nobodyElseSeesOrRunsJobs() {
        for (Role role : new Role[] {Role.CUSTOMER, Role.EMPLOYEE, Role.MANAGER}) {
            Account other = accounts.staff(role);
            other.request().get(PATH).then().statusCode(403);
            other.request().get(PATH + "/test-waiting").then().statusCode(403);
            other.request().post(PATH + "/test-waiting/run").then().statusCode(403);
        }
        given().get(PATH).then().statusCode(401);
        given().post(PATH + "/test-waiting/run").then().statusCode(401);
        assertEquals(
                0,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'job.requested' AND actor_role <> 'ADMIN'"));
    }

    @Test
    void anUnknownJobIsNotFound() {
        Account admin = accounts.admin();
        admin.request().get(PATH + "/none").then().statusCode(404).body("error.code", equalTo("JOB_NOT_FOUND"));
        admin.request().post(PATH + "/none/run").then().statusCode(404).body("error.code", equalTo("JOB_NOT_FOUND"));
    }

    @Test
    void aJobRunsWhenItIsAskedTo() {
        Account admin = accounts.admin();
        Waiting.until("the first run is over", () -> "SUCCEEDED".equals(lastOutcome(admin)));
        WaitingJob.BEGUN.drainPermits();

        admin.request()
                .post(PATH + "/test-waiting/run")
                .then()
                .statusCode(202)
                .header("Location", containsString(PATH + "/test-waiting"))
                .body("data.name", equalTo("test-waiting"));
        WaitingJob.BEGUN.acquireUninterruptibly();

        admin.request()
                .get(PATH + "/test-waiting")
                .then()
                .statusCode(200)
                .body("data.job.running_on", notNullValue())
                .body("data.runs[0].outcome", equalTo("RUNNING"))
                .body("data.runs[0].trigger", equalTo("REQUEST"))
                .body("data.runs[0].finished_at", nullValue());
        admin.request()
                .post(PATH + "/test-waiting/run")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("JOB_RUNNING"));

        WaitingJob.MAY_END.release();
        Waiting.until("the run is over", () -> "SUCCEEDED".equals(lastOutcome(admin)));
        admin.request()
                .get(PATH + "/test-waiting")
                .then()
                .statusCode(200)
                .body("data.job.running_on", nullValue())
                .body("data.runs[0].duration_ms", notNullValue())
                .body("data.runs[1].trigger", equalTo("SCHEDULE"));
        assertEquals(0, WaitingJob.BEGUN.availablePermits());
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'job.requested' AND actor_id = ?",
                        admin.id()));
    }

    private static String lastOutcome(Account admin) {
        return admin.request().get(PATH + "/test-waiting").path("data.job.last_run.outcome");
    }
}
