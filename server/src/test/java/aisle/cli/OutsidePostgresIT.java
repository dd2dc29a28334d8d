package aisle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.OutsidePostgres;
import aisle.testing.Program;
import aisle.testing.RunningShop;
import aisle.testing.Waiting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The server on a PostgreSQL that somebody else runs: Debian's 15, where that is installed. */
@EnabledIf(
        value = "aisle.testing.OutsidePostgres#isInstalled",
        disabledReason = "no PostgreSQL 15 or newer is installed on this machine")
class OutsidePostgresIT {
    private static final String CONFIRM = "{\"fulfillment_type\": \"PICKUP\", \"payment_method\": \"ON_DELIVERY\"}";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final int port = Program.freePort();
    private OutsidePostgres postgres;
    private RunningShop shop;
    private Map<String, String> environment;

    @BeforeEach
    void create() throws Exception {
        postgres = OutsidePostgres.create(directory);
        shop = new RunningShop(port, postgres::connect);
        environment = new HashMap<>(Map.of(
                "APP_ENV", "development",
                "PASSWORD_HASH_COST", "4",
                "LOG_LEVEL", "WARN",
                "DATABASE_URL", postgres.url(),
                "JWT_SECRET_KEY", "only-for-this-test-0123456789-0123456789",
                "PII_KEY", "YWlzbGUtdGVzdC1rZXktMDEyMzQ1Njc4OWFiY2RlZmc="));
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void aShopRunsOnItAndSurvivesItsCrash() throws Exception {
        postgres.start().createShop();
        try (Program server = serve().awaitReady(port)) {
            String buyer = sellSomething();
            assertEquals(200, shop.status("/api/v1/cart", buyer));

            postgres.stopAtOnce();
            for (int i = 0; i < 10; i++) {
                assertAway(shop.client().get("/api/v1/stores", null));
                assertAway(shop.client().get("/api/v1/cart", buyer));
                assertAway(shop.client().post("/api/v1/checkout/confirm", buyer, "away-" + i, CONFIRM));
            }
            Waiting.until("its absence is known", () -> shop.metric("database_up") == 0);
            assertEquals(200, shop.status("/healthz", null));

            postgres.start();
            Waiting.until("the server is back", () -> {
                int status = shop.status("/api/v1/cart", buyer);
                assertTrue(status == 200 || status == 503, () -> "status " + status);
                return status == 200;
            });
            assertEquals(128 + 15, server.terminate());
        }
    }

    private static void assertAway(Reply reply) {
        assertEquals(503, reply.status(), reply::toString);
        assertTrue(reply.headers().firstValueAsLong("Retry-After").orElse(0) > 0, reply::toString);
    }

    /** The way from an empty database to an order that its buyer is told of; answers the buyer's token. */
    private String sellSomething() throws Exception {
        Client client = shop.client();
        String admin = shop.signUpAdmin();
        String store = shop.create("/api/v1/stores", admin, "{\"name\": \"Fünfzehn\"}");
        Reply created = client.post(
                "/api/v1/products",
                admin,
                null,
                "{\"name\": \"CRÈME Fraîche 200 g\", \"price\": \"1.80\", \"category\": \"Grocery > Dairy\"}");
        assertEquals(201, created.status(), created::toString);
        shop.create(
                "/api/v1/products", admin, "{\"name\": \"Soap\", \"price\": \"2.10\", \"category\": \"Household\"}");
        String product = created.body().at("/data/id").asText();
        Reply stocked = client.send(
                "PATCH",
                "/api/v1/inventory/" + store + "/" + product,
                admin,
                "{\"on_hand\": 5, \"reason\": \"RECEIPT\"}");
        assertEquals(200, stocked.status(), stocked::toString);
        assertEquals(1, total("/api/v1/catalog/products?name=cr%C3%A8me"));
        assertEquals(1, total("/api/v1/catalog/products?q=creme"));
        assertEquals(2, total("/api/v1/catalog/products"));
        String dairy = created.body().at("/data/category/id").asText();
        assertEquals(1, total("/api/v1/catalog/products?category_id=" + dairy));
        assertEquals(1, total("/api/v1/stores/search?name=F%C3%9CNF"));

        String buyer = shop.signUp("buyer");
        client.send("PATCH", "/api/v1/cart", buyer, "{\"store_id\": \"" + store + "\"}");
        client.post("/api/v1/cart/items", buyer, null, "{\"product_id\": \"" + product + "\", \"quantity\": 2}");
        Reply order = client.post("/api/v1/checkout/confirm", buyer, "once", CONFIRM);
        assertEquals(201, order.status(), order::toString);
        Reply again = client.post("/api/v1/checkout/confirm", buyer, "once", CONFIRM);
        assertEquals(order.body(), again.body());
        assertEquals("true", again.headers().firstValue("Idempotent-Replayed").orElse(""));
        assertEquals(2, shop.query("SELECT reserved::int FROM aisle.stock"));
        assertTrue(client.get("/api/v1/inventory/verify", admin)
                .body()
                .at("/data/consistent")
                .asBoolean());
        Waiting.until("the customer is told", () -> shop.query("SELECT count(*) FROM aisle.notification") == 1);
        return buyer;
    }

    private int total(String path) throws Exception {
        return shop.client().get(path, null).body().at("/meta/total").asInt();
    }

    @Test
    void theServerWaitsForADatabaseThatIsStillComingUp() throws Exception {
        postgres.start().createShop().stopAtOnce();
        try (Program server = serve()) {
            Waiting.until("the server answers", () -> shop.status("/healthz", null) == 200);
            assertEquals(503, shop.status("/readyz", null));
            assertAway(shop.client().get("/api/v1/stores", null));
            postgres.start();
            server.awaitReady(port);
            assertEquals(200, shop.status("/api/v1/stores", null));
        }
    }

    @Test
    void migratingTwiceDoesNothingTheSecondTime() throws Exception {
        postgres.start().createShop();
        assertEquals(0, Program.start(environment, "migrate").exitStatus());
        int migrations = shop.query("SELECT count(*) FROM aisle.flyway_schema_history");
        assertEquals(0, Program.start(environment, "migrate").exitStatus());
        assertEquals(migrations, shop.query("SELECT count(*) FROM aisle.flyway_schema_history"));
    }

    private Program serve() {
        return Program.start(environment, "serve", "--port", Integer.toString(port));
    }
}
