package aisle.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.catalog.products.RememberedProducts;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.sql.StatementWatch;
import aisle.testing.sql.StatementWatch.Executed;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How often each operation asks the database is committed, so that one that asks per row, or once more, is seen. */
@AisleTest
class StatementsDocumentTest {
    private static final Path COMMITTED = Path.of("../docs/statements.md");
    private static final int FEW = 2;
    private static final int MANY = 5;
    private static final int REFUSED = 422;

    private static final String HEAD = """
            # What each operation asks the database

            SQL statements of one request of which the server remembers neither the sign-in nor what the products are (finding
            them takes one each). A test counts again in each build, with two and with five of whatever the operation reads or
            writes (lines, products, orders): nothing asks once per row. Each transaction adds a COMMIT, and a BEGIN that travels
            with its first statement.

            | Operation | Statements | Transactions |
            |---|---|---|
            """;

    @Inject
    World world;

    @Inject
    Accounts accounts;

    @Inject
    StatementWatch watch;

    @Inject
    RememberedProducts remembered;

    /** What one request cost. */
    private record Cost(int statements, long transactions, List<String> sql) {}

    @Test
    void everyOperationCostsWhatTheCommittedTableSays() throws IOException {
        Operations operations = Operations.ofTheServer();
        operations.mustAllBeProbed();
        World.Furnished few = world.furnished(FEW);
        World.Furnished many = world.furnished(MANY);
        TreeMap<String, String> rows = new TreeMap<>();
        List<String> perRow = new ArrayList<>();
        for (Probe probe : Probes.ALL) {
            Cost least = cost(operations, probe, few);
            Cost most = cost(operations, probe, many);
            if (least.statements() != most.statements()) {
                perRow.add(probe.operation() + " with few rows: " + least.sql() + "\n  with many: " + most.sql());
            }
            rows.put(
                    probe.operation(),
                    "| `" + probe.operation() + "` | " + most.statements() + " | " + most.transactions() + " |\n");
        }
        assertTrue(perRow.isEmpty(), () -> "More rows take more statements:\n" + String.join("\n", perRow));
        String page = HEAD + String.join("", rows.values());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(COMMITTED, page);
        }
        assertEquals(
                Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "",
                page,
                "An operation asks the database more or less often than docs/statements.md says. If that is meant, write"
                        + " it anew with ./mvnw test -pl server -Dtest=StatementsDocumentTest -Ddocs.write=true.");
    }

    /** The guard is known to see: a request that executes nothing, and one that executes something. */
    @Test
    void theWatchSeesWhatARequestExecutes() {
        Operations operations = Operations.ofTheServer();
        World.Furnished shop = world.furnished(1);
        assertEquals(0, cost(operations, Probe.probe("isAlive"), shop).statements());
        Cost order = cost(operations, Probe.probe("getOrder").at("{order}"), shop);
        assertTrue(order.sql().stream().anyMatch(sql -> sql.contains("orders")), order::toString);
    }

    /** Whoever needs the least rights of all who may: nobody, the customer whom it is about, or an administrator. */
    private Cost cost(Operations operations, Probe probe, World.Furnished shop) {
        Cost cost = null;
        List<Account> callers = new ArrayList<>();
        // Somebody new would look into an empty cart, and not into the one that was filled.
        if (!probe.given().contains("cart")) {
            callers.add(null);
        }
        callers.add(shop.customer);
        callers.add(shop.here.admin());
        for (Account caller : callers) {
            String token = caller == null ? null : freshToken(probe, caller);
            String id = "cost-" + UUID.randomUUID();
            remembered.forget();
            watch.follow(id);
            Response answer = operations.send(probe, shop, token, id);
            List<Executed> executed = watch.executed(id);
            cost = new Cost(
                    executed.size(),
                    executed.stream()
                            .filter(Executed::inTransaction)
                            .mapToInt(Executed::connection)
                            .distinct()
                            .count(),
                    executed.stream().map(Executed::sql).toList());
            if (answer.statusCode() < 300 || (probe.isRefused() && answer.statusCode() == REFUSED)) {
                return cost;
            }
        }
        throw new AssertionError(
                "The probe of " + probe.operation() + " succeeds for nobody; the last cost was " + cost);
    }

    private String freshToken(Probe probe, Account caller) {
        return (probe.byStandIn() ? accounts.standIn(caller) : accounts.signInAgain(caller)).token();
    }
}
