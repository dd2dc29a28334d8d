package aisle.imports;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Program;
import aisle.testing.RunningShop;
import aisle.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A server is killed in the middle of an import; the next one goes on behind the last batch, and every row counts once. */
class ImportCrashIT {
    private static final int ROWS = 20_000;
    private static final int BAD_EVERY = 1_000;
    private static final int BAD = ROWS / BAD_EVERY;
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "APP_ENV", "development",
            "PASSWORD_HASH_COST", "4",
            "LOG_LEVEL", "WARN",
            "RATE_LIMIT_DEFAULTS", "off");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path data;

    private final int port = Program.freePort();
    private final RunningShop shop = new RunningShop(port, () -> Program.connect(data));
    private Program server;
    private String admin;

    @BeforeEach
    void start() throws Exception {
        server = startServer();
        admin = shop.signUpAdmin();
    }

    @AfterEach
    void stop() {
        if (server.isRunning()) {
            server.terminate();
        }
        Program.cleanUp(data);
    }

    @Test
    void everyRowCountsOnceThoughTheServerIsKilled() throws Exception {
        String job = upload();
        JsonNode before =
                await(job, "some rows are in", state -> state.path("processed").asInt() > 0);
        server.kill();
        server = startServer();
        JsonNode resumed = job(job);
        assertEquals("RUNNING", resumed.path("status").asText(), "it was killed too late: " + resumed);
        assertTrue(
                resumed.path("processed").asInt() >= before.path("processed").asInt()
                        && resumed.path("processed").asInt() < ROWS,
                resumed::toString);

        int kept = resumed.path("processed").asInt();
        await(job, "the next server goes on", state -> state.path("processed").asInt() > kept);
        JsonNode done = await(
                job, "the import ends", state -> !state.path("status").asText().equals("RUNNING"));
        assertEquals("COMPLETED", done.path("status").asText(), done::toString);
        assertEquals(ROWS, done.path("total_rows").asInt());
        assertEquals(ROWS, done.path("processed").asInt());
        assertEquals(ROWS - BAD, done.path("created").asInt());
        assertEquals(0, done.path("updated").asInt());
        assertEquals(0, done.path("unchanged").asInt());
        assertEquals(BAD, done.path("failed").asInt());
        assertEquals(BAD, done.path("error_count").asInt());
        assertEquals(ROWS - BAD, shop.query("SELECT count(*) FROM aisle.product"));
        assertEquals(ROWS - BAD, shop.query("SELECT count(DISTINCT sku) FROM aisle.product"));
        assertEquals(ROWS - BAD, shop.query("SELECT count(*) FROM aisle.product_price"));
        assertEquals(
                ROWS - BAD, shop.query("SELECT sum(delta)::bigint FROM aisle.row_count WHERE subject = 'product'"));
        assertEquals(
                ROWS - BAD, shop.query("SELECT sum(delta)::bigint FROM aisle.row_count WHERE subject = 'category'"));
        assertEquals(BAD, shop.query("SELECT count(*) FROM aisle.import_error"));
        assertEquals(0, shop.query("SELECT count(*) FROM aisle.import_chunk"));
        assertEquals(1, shop.query("SELECT count(*) FROM aisle.audit_entry WHERE action = 'products.imported'"));
    }

    private Program startServer() {
        return Program.start(ENVIRONMENT, "serve", "--data", data.toString(), "--port", Integer.toString(port))
                .awaitReady(port);
    }

    private String upload() {
        StringBuilder file = new StringBuilder("sku,name,price,category\n");
        for (int i = 1; i <= ROWS; i++) {
            file.append("SKU-").append(i).append(",Product ").append(i).append(',');
            file.append(i % BAD_EVERY == 0 ? "cheap" : "1.50")
                    .append(",Shelf ")
                    .append(i % 20)
                    .append('\n');
        }
        return given().baseUri("http://localhost:" + port)
                .auth()
                .oauth2(admin)
                .multiPart("file", "products.csv", file.toString().getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/imports/products")
                .then()
                .statusCode(202)
                .extract()
                .path("data.id");
    }

    private JsonNode await(String id, String what, Predicate<JsonNode> state) {
        JsonNode[] job = new JsonNode[1];
        Waiting.until(what, () -> {
            job[0] = job(id);
            return state.test(job[0]);
        });
        return job[0];
    }

    private JsonNode job(String id) {
        try {
            return shop.client().get("/api/v1/imports/" + id, admin).body().path("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
