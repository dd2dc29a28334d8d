package aisle.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.catalog.categories.Categories;
import aisle.catalog.categories.CategoryDetails;
import aisle.kernel.CategoryId;
import aisle.kernel.ProductId;
import aisle.platform.db.Database;
import aisle.stores.Store;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What must hold when several people keep the catalog at once. */
@AisleTest
class CatalogRaceTest {
    @Inject
    Accounts accounts;

    @Inject
    CatalogData data;

    @Inject
    Categories categories;

    @Inject
    Database database;

    /** Runs them at the same moment and answers what each answered. */
    private static <T> List<T> together(int count, IntFunction<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            tasks.add(() -> {
                start.await();
                return work.apply(number);
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<T> answers = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                answers.add(future.get());
            }
            return answers;
        }
    }

    private int send(Accounts.Account who, String method, String path, String body) {
        return who.request().body(body).request(method, "/api/v1" + path).statusCode();
    }

    private CategoryId category(String name) {
        CategoryDetails details = new CategoryDetails(name, null, null, null);
        return database.transaction(tx -> categories.create(tx, CatalogData.SYSTEM, details))
                .id();
    }

    @Test
    void oneOfManyGetsASku() throws Exception {
        Accounts.Account admin = accounts.admin();
        String sku = CatalogData.unique("RACE-");
        String body = "{\"name\": \"Raced\", \"price\": 1, \"sku\": \"%s\"}".formatted(sku);
        List<Integer> answers = together(20, i -> send(admin, "POST", "/products", body));
        assertEquals(1, Collections.frequency(answers, 201), answers.toString());
        assertEquals(19, Collections.frequency(answers, 409), answers.toString());
        assertEquals(1, data.count("SELECT count(*) FROM product WHERE sku = ?", sku));
    }

    @Test
    void productsOfOneNameAllGetASkuAndASlugOfTheirOwn() throws Exception {
        Accounts.Account admin = accounts.admin();
        String name = CatalogData.unique("Same ");
        String body = "{\"name\": \"%s\", \"price\": 1}".formatted(name);
        List<Integer> answers = together(16, i -> send(admin, "POST", "/products", body));
        assertEquals(Collections.nCopies(16, 201), answers);
        assertEquals(16, data.count("SELECT count(DISTINCT sku) FROM product WHERE name = ?", name));
        assertEquals(16, data.count("SELECT count(DISTINCT slug) FROM product WHERE name = ?", name));
    }

    @Test
    void onePutCreatesAndTheOthersReplace() throws Exception {
        Accounts.Account admin = accounts.admin();
        String id = UUID.randomUUID().toString();
        List<Integer> answers = together(
                8, i -> send(admin, "PUT", "/products/" + id, "{\"name\": \"Put\", \"price\": %d}".formatted(i + 1)));
        assertEquals(1, Collections.frequency(answers, 201), answers.toString());
        assertEquals(7, Collections.frequency(answers, 200), answers.toString());
        assertEquals(8, data.count("SELECT version FROM product WHERE id = ?", UUID.fromString(id)));
    }

    @Test
    void patchesOfDifferentMembersAllLast() throws Exception {
        Accounts.Account admin = accounts.admin();
        ProductId id = data.product(CatalogData.unique("Patched "), "1").id();
        List<Integer> answers = together(
                8, i -> send(admin, "PATCH", "/products/" + id, "{\"attributes\": {\"a%d\": %d}}".formatted(i, i)));
        assertEquals(Collections.nCopies(8, 200), answers);
        assertEquals(
                8, data.count("SELECT count(*) FROM product, jsonb_object_keys(attributes) WHERE id = ?", id.value()));
    }

    @Test
    void movesThatWouldMakeACycleTogetherNeverDo() throws Exception {
        Accounts.Account admin = accounts.admin();
        for (int round = 0; round < 10; round++) {
            List<CategoryId> ring = List.of(
                    category(CatalogData.unique("A ")),
                    category(CatalogData.unique("B ")),
                    category(CatalogData.unique("C ")));
            List<Integer> answers = together(
                    3,
                    i -> send(
                            admin,
                            "PATCH",
                            "/categories/" + ring.get(i),
                            "{\"parent_id\": \"%s\"}".formatted(ring.get((i + 1) % 3))));
            assertEquals(2, Collections.frequency(answers, 200), answers.toString());
            assertEquals(1, Collections.frequency(answers, 422), answers.toString());
            mustTellTheWay(ring);
        }
    }

    @Test
    void ofTwoMovesThatCrossOneWins() throws Exception {
        Accounts.Account admin = accounts.admin();
        for (int round = 0; round < 30; round++) {
            List<CategoryId> pair = List.of(category(CatalogData.unique("L ")), category(CatalogData.unique("R ")));
            List<Integer> answers = together(
                    2,
                    i -> send(
                            admin,
                            "PATCH",
                            "/categories/" + pair.get(i),
                            "{\"parent_id\": \"%s\"}".formatted(pair.get(1 - i))));
            assertEquals(1, Collections.frequency(answers, 200), answers.toString());
            assertEquals(1, Collections.frequency(answers, 422), answers.toString());
            mustTellTheWay(pair);
        }
    }

    @Test
    void oneOfTwentyGetsACategoryName() throws Exception {
        Accounts.Account admin = accounts.admin();
        String name = CatalogData.unique("Twenty ");
        List<Integer> answers =
                together(20, i -> send(admin, "POST", "/categories", "{\"name\": \"%s\"}".formatted(name)));
        assertEquals(1, Collections.frequency(answers, 201), answers.toString());
        assertEquals(19, Collections.frequency(answers, 409), answers.toString());
        assertEquals(1, data.count("SELECT count(*) FROM category WHERE name = ?", name));
    }

    @Test
    void aCategoryThatGoesWhileAProductComesIsEmptyOrStays() throws Exception {
        Accounts.Account admin = accounts.admin();
        for (int round = 0; round < 10; round++) {
            CategoryId id = category(CatalogData.unique("Gone "));
            boolean byPath = round % 2 == 0;
            String name = categories.get(id).name();
            String body = byPath
                    ? "{\"name\": \"P\", \"price\": 1, \"category\": \"%s\"}".formatted(name)
                    : "{\"name\": \"P\", \"price\": 1, \"category_id\": \"%s\"}".formatted(id);
            List<Integer> answers = together(
                    2,
                    i -> i == 0
                            ? send(admin, "POST", "/products", body)
                            : send(admin, "DELETE", "/categories/" + id, ""));
            // A path that is gone is made anew.
            List<List<Integer>> fair = byPath
                    ? List.of(List.of(201, 409), List.of(201, 204))
                    : List.of(List.of(201, 409), List.of(400, 204));
            assertTrue(fair.contains(answers), answers.toString());
            assertEquals(
                    answers.getLast() == 409 ? 1 : 0,
                    data.count("SELECT count(*) FROM product WHERE category_id = ?", id.value()));
        }
    }

    @Test
    void childrenThatAreAddedWhileTheirParentMovesAreWhereItIs() throws Exception {
        Accounts.Account admin = accounts.admin();
        CategoryId parent = category(CatalogData.unique("Moving "));
        List<CategoryId> places = List.of(category(CatalogData.unique("P ")), category(CatalogData.unique("Q ")));
        List<Integer> answers = together(
                12,
                i -> i % 3 == 0
                        ? send(
                                admin,
                                "PATCH",
                                "/categories/" + parent,
                                "{\"parent_id\": \"%s\"}".formatted(places.get(i % 2)))
                        : send(
                                admin,
                                "POST",
                                "/categories",
                                "{\"name\": \"Child %d\", \"parent_id\": \"%s\"}".formatted(i, parent)));
        assertTrue(answers.stream().allMatch(status -> status < 300), answers.toString());
        assertEquals(8, data.count("SELECT count(*) FROM category WHERE parent_id = ?", parent.value()));
        mustTellTheWay(places);
    }

    /** Each of these and all below them: the path is the parent's and the category itself. */
    private void mustTellTheWay(List<CategoryId> roots) {
        for (CategoryId root : roots) {
            String wrong = """
                    SELECT count(*) FROM category c LEFT JOIN category p ON p.id = c.parent_id
                    WHERE c.path @> ARRAY[CAST(? AS uuid)]
                        AND (c.path <> coalesce(p.path, '{}') || c.id
                             OR c.path_name <> coalesce(p.path_name || ' > ', '') || c.name)
                    """;
            assertEquals(0, data.count(wrong, root.value()));
        }
    }

    @Test
    void aPathThatManyResolveAtOnceIsMadeOnce() throws Exception {
        String path = CatalogData.unique("Many ") + " > One > Two";
        List<CategoryId> found =
                together(12, i -> database.transaction(tx -> categories.resolve(tx, CatalogData.SYSTEM, path)));
        assertEquals(1, Set.copyOf(found).size());
        assertEquals(3, data.count("SELECT count(*) FROM category WHERE path_name LIKE ?", path.split(" >")[0] + "%"));
    }

    @Test
    void anAssortmentTakesAProductOnce() throws Exception {
        Accounts.Account admin = accounts.admin();
        Store store = data.store(null, "USD");
        ProductId product = data.product(CatalogData.unique("Taken "), "1").id();
        String path = "/stores/" + store.id() + "/products/" + product;
        assertEquals(Collections.nCopies(8, 204), together(8, i -> send(admin, "PUT", path, "")));
        String entries = "SELECT count(*) FROM audit_entry WHERE resource_id = ? AND action = 'assortment.added'";
        assertEquals(1, data.count(entries, product.toString()));
    }
}
