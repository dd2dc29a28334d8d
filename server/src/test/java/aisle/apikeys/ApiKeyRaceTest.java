package aisle.apikeys;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.platform.db.Database;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Keys;
import aisle.testing.Shop;
import aisle.testing.Waiting;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A change of a key that has to wait for another change of it. */
@AisleTest
class ApiKeyRaceTest {
    private static final String KEYS = "/api/v1/admin/api-keys/";

    @Inject
    Accounts accounts;

    @Inject
    Shop shops;

    @Inject
    Books books;

    @Inject
    Database database;

    @Test
    void aStoreThatWasTakenAwayMeanwhileDoesNotComeBackWithANewName() throws Exception {
        Account admin = accounts.admin();
        String kept = shops.open().id().toString();
        String taken = shops.open().id().toString();
        Keys.Key key = Keys.make(
                admin, Map.of("name", "Scales", "scopes", List.of("listStock"), "store_ids", List.of(kept, taken)));
        UUID id = UUID.fromString(key.id());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> renaming = database.transaction(tx -> {
                tx.handle().execute("UPDATE api_key SET version = version + 1 WHERE id = ?", id);
                tx.handle()
                        .execute(
                                "DELETE FROM api_key_store WHERE key_id = ? AND store_id = ?",
                                id,
                                UUID.fromString(taken));
                int ourselves = tx.handle()
                        .createQuery("SELECT pg_backend_pid()")
                        .mapTo(Integer.class)
                        .one();
                Future<Integer> waiting = threads.submit(() -> admin.request()
                        .body(Map.of("name", "Scales at the counter"))
                        .patch(KEYS + key.id())
                        .statusCode());
                Waiting.until(
                        "the second change waits for the first",
                        () -> books.count(
                                        "SELECT count(*) FROM pg_stat_activity WHERE ? = ANY (pg_blocking_pids(pid))",
                                        ourselves)
                                == 1);
                return waiting;
            });
            assertEquals(200, renaming.get(30, TimeUnit.SECONDS));
        }
        admin.request()
                .get(KEYS + key.id())
                .then()
                .body("data.name", equalTo("Scales at the counter"))
                .body("data.version", equalTo(3))
                .body("data.store_ids", contains(kept));
    }
}
