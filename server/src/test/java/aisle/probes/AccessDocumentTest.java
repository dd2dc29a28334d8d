package aisle.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.platform.web.ApiOperations;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Keys;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every operation is asked by everybody; what each got is the committed table, and what the annotations say. */
@AisleTest
class AccessDocumentTest {
    private static final String FREE_KEY = "key everywhere";
    private static final String OTHER_KEY = "key for other things";
    private static final Path COMMITTED = Path.of("../docs/access.md");

    private static final String HEAD = """
            # Who may call what

            Rights are named per operation; no role inherits another's. This table is what the server answered when each of these
            people and [API keys](api-keys.md) sent a valid request about a store (“here”) and a customer's order, cart or account.
            Three of the keys have every scope that a key may have: one for all stores, one for the store and one for another. A test
            asks again in each build.

            | Sign | Meaning |
            |---|---|
            | ✓ | done, or refused for a reason that has nothing to do with rights; a list shows only what the caller may see |
            | 401 | not signed in, or the account was disabled |
            | 403 | the role, or the key's scopes, do not allow it; or it is not for keys at all |
            | store | the role or scope allows it, but only in stores of one's own (`WRONG_STORE`) |
            | 404 | it belongs to somebody else, which is not told from something that does not exist |

            """;

    private static final Set<Cell> REFUSED = EnumSet.of(Cell.NOT_FOUND, Cell.FORBIDDEN);

    /** The caller's own, named by the id of a product: there is no id of somebody else's to try. */
    private static final Set<String> OWN_BY_A_PUBLIC_ID = Set.of("removeMyWish");

    @Inject
    World world;

    @Inject
    Accounts accounts;

    @Inject
    ApiOperations operations;

    @Inject
    Books books;

    @Test
    void everybodyGetsWhatTheCommittedTableSays() throws IOException {
        Operations all = Operations.ofTheServer();
        all.mustAllBeProbed();
        World.Furnished shop = world.furnished(1);
        Map<String, Account> people = people(shop);
        Map<String, String> keys = keys(shop);
        Map<String, Rights> rights = Rights.ofAllOperations();
        TreeMap<String, String> rows = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (Probe probe : Probes.ALL) {
            Operations.Operation operation = all.get(probe.operation());
            Rights declared = rights.get(probe.operation());
            Map<String, Cell> cells = new LinkedHashMap<>();
            people.forEach((who, account) -> {
                Cell cell = Cell.of(probe, who, all.send(probe, shop, token(probe, account), requestId()));
                cells.put(who, cell);
                declared.check(account, isDisabled(who), cell)
                        .ifPresent(problem ->
                                wrong.add(who + " got " + cell + " from " + probe.operation() + ", but " + problem));
            });
            if (operation.isAboutOne() && mayTouchWhatIsAnothers(probe, declared, cells.get("other customer"))) {
                wrong.add("With the id of somebody else's, another customer got " + cells.get("other customer")
                        + " from " + probe.operation() + ", and must get 404, or 403 where its role may not call it.");
            }
            if (!cells.containsValue(Cell.ALLOWED)) {
                wrong.add("Nobody may use " + probe.operation() + ": its probe is about something that is not there.");
            }
            keys.forEach((who, key) -> {
                Cell cell = Cell.of(probe, who, all.send(probe, shop, key, requestId()));
                cells.put(who, cell);
                declared.checkKey(!who.equals(OTHER_KEY), who.equals(FREE_KEY), cell, cells.get("nobody"))
                        .ifPresent(problem ->
                                wrong.add(who + " got " + cell + " from " + probe.operation() + ", but " + problem));
            });
            rows.put(
                    operation.path() + " " + operation.method(),
                    "| `" + operation.id() + "` | " + operation.method() + " `" + operation.path() + "` | "
                            + declared.text() + " | "
                            + String.join(
                                    " | ",
                                    cells.values().stream().map(Cell::sign).toList()) + " |\n");
        }
        assertEquals(List.of(), wrong);
        List<String> columns =
                Stream.concat(people.keySet().stream(), keys.keySet().stream()).toList();
        String page = HEAD + "| Operation | Method and path | Who | " + String.join(" | ", columns) + " |\n"
                + "|---".repeat(columns.size() + 3) + "|\n" + String.join("", rows.values());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(COMMITTED, page);
        }
        assertEquals(
                Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "",
                page,
                "Somebody may do more or less than docs/access.md says. If that is meant, write it anew with"
                        + " ./mvnw test -pl server -Dtest=AccessDocumentTest -Ddocs.write=true and read the difference.");
    }

    /**
     * Whether a customer did something to what an id in the path names, though it belongs to another one. What everybody may
     * see, signed in or not, belongs to nobody.
     */
    private static boolean mayTouchWhatIsAnothers(Probe probe, Rights declared, Cell cell) {
        return !declared.anyone() && !OWN_BY_A_PUBLIC_ID.contains(probe.operation()) && !REFUSED.contains(cell);
    }

    /** The rule is known to see: an order that another customer could read. */
    @Test
    void anotherCustomerWhoGetsInIsSeen() {
        Rights signedIn = new Rights(false, List.of(), false);
        assertTrue(mayTouchWhatIsAnothers(Probe.probe("getOrder"), signedIn, Cell.ALLOWED));
        assertFalse(mayTouchWhatIsAnothers(Probe.probe("getOrder"), signedIn, Cell.NOT_FOUND));
        assertFalse(mayTouchWhatIsAnothers(Probe.probe("getOrder"), signedIn, Cell.FORBIDDEN));
        assertFalse(mayTouchWhatIsAnothers(Probe.probe("getStore"), new Rights(true, List.of(), false), Cell.ALLOWED));
    }

    private Map<String, Account> people(World.Furnished shop) {
        Account disabled = accounts.admin();
        books.change("UPDATE app_user SET active = false WHERE id = ?", disabled.id());
        Map<String, Account> people = new LinkedHashMap<>();
        people.put("nobody", null);
        people.put("customer", shop.customer);
        people.put("other customer", accounts.customer());
        people.put("employee here", accounts.staff(Role.EMPLOYEE, shop.here.id()));
        people.put("employee elsewhere", accounts.staff(Role.EMPLOYEE, shop.elsewhere));
        people.put("manager here", accounts.staff(Role.MANAGER, shop.here.id()));
        people.put("manager elsewhere", accounts.staff(Role.MANAGER, shop.elsewhere));
        people.put("admin", accounts.admin());
        people.put("disabled admin", disabled);
        return people;
    }

    /** Keys with every scope that a key may have, and one with a scope that counts for its one operation. */
    private Map<String, String> keys(World.Furnished shop) {
        List<String> scopes = operations.scopes().stream()
                .filter(scope -> scope.contains(":"))
                .toList();
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put(
                FREE_KEY,
                Keys.make(accounts.admin(), Map.of("name", "Key", "scopes", scopes))
                        .secret());
        keys.put("key here", key(scopes, shop.here.id()));
        keys.put("key elsewhere", key(scopes, shop.elsewhere));
        keys.put(OTHER_KEY, key(List.of("getApiHealth"), shop.here.id()));
        return keys;
    }

    private String key(List<String> scopes, StoreId store) {
        return Keys.make(
                        accounts.admin(),
                        Map.of("name", "Key", "scopes", scopes, "store_ids", List.of(store.toString())))
                .secret();
    }

    private static boolean isDisabled(String who) {
        return Set.of("nobody", "disabled admin").contains(who);
    }

    private String token(Probe probe, Account account) {
        if (account == null) {
            return null;
        }
        boolean standIn = probe.byStandIn() && isActive(account);
        return standIn ? accounts.standIn(account).token() : account.token();
    }

    private boolean isActive(Account account) {
        return books.count("SELECT count(*) FROM app_user WHERE id = ? AND active", account.id()) == 1;
    }

    private static String requestId() {
        return "access-" + UUID.randomUUID();
    }
}
