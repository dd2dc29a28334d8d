package aisle.catalog.search;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.catalog.CatalogData;
import aisle.stores.Store;
import aisle.testing.AisleTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether a person finds plausible what is found: judged queries in a shop of a few hundred products. */
@AisleTest
class SearchRelevanceTest {
    private static final String PRODUCTS = "/api/v1/catalog/products";
    private static final List<String> SIZES = List.of("small", "large");
    private static final int BEST = 10;

    private static Store store;
    private static String mark;

    @Inject
    CatalogData data;

    /** A line of one of the two files, its parts without the blanks around them. */
    private static List<List<String>> lines(String file) throws IOException {
        try (InputStream in = SearchRelevanceTest.class.getResourceAsStream("/search/" + file)) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split("\\s*\\|\\s*", -1)))
                    .toList();
        }
    }

    /** Each size is a product of its own; a store of its own keeps what other tests sell out of the results. */
    @BeforeEach
    void open() throws IOException {
        if (store != null) {
            return;
        }
        mark = CatalogData.unique("R").toUpperCase(java.util.Locale.ROOT);
        Store opened = data.store(null, "USD");
        int number = 0;
        for (List<String> line : lines("catalog.txt")) {
            number++;
            for (String size : SIZES) {
                UUID id = UUID.randomUUID();
                data.sql(
                        """
                        INSERT INTO product (id, sku, name, slug, description, brand, unit, price, currency, status,
                                             created_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?, 'EACH', ?, 'USD', 'ACTIVE', ?, ?)
                        """,
                        id,
                        mark + "-" + number + "-" + size.substring(0, 1).toUpperCase(java.util.Locale.ROOT),
                        line.get(0) + (size.equals("small") ? "" : ", " + size),
                        id.toString(),
                        line.get(2),
                        line.get(1),
                        1 + number,
                        Instant.EPOCH,
                        Instant.EPOCH);
                data.sql("INSERT INTO assortment VALUES (?, ?, ?)", opened.id(), id, Instant.EPOCH);
                data.sql(
                        "INSERT INTO stock (store_id, product_id, on_hand, updated_at) VALUES (?, ?, ?, ?)",
                        opened.id(),
                        id,
                        Integer.valueOf(line.get(3)),
                        Instant.EPOCH);
            }
        }
        store = opened;
    }

    private static JsonPath search(String query, Map<String, ?> more) {
        return given().queryParam("store_id", store.id().toString())
                .queryParam("q", query)
                .queryParams(more)
                .get(PRODUCTS)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The products that were found, best first, whatever their size. */
    private static List<String> names(JsonPath found) {
        List<String> names = found.getList("data.name", String.class);
        return names.stream()
                .map(name -> name.replaceAll(", large$", ""))
                .distinct()
                .toList();
    }

    @Test
    void everyQueryFindsWhatAPersonExpects() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<List<String>> judgements = lines("judgements.txt");
        for (List<String> judgement : judgements) {
            String query = judgement.get(0);
            List<String> expected = List.of(judgement.get(2).split("\\s*;\\s*"));
            List<String> found = names(search(query, Map.of("limit", 100)));
            boolean right = switch (judgement.get(1)) {
                case "first" ->
                    found.size() >= expected.size()
                            && found.subList(0, expected.size()).equals(expected);
                case "among" -> found.subList(0, Math.min(BEST, found.size())).containsAll(expected);
                case "only" -> Set.copyOf(found).equals(Set.copyOf(expected));
                case "none" -> found.isEmpty();
                default -> throw new IllegalArgumentException(judgement.toString());
            };
            if (!right) {
                wrong.add(judgement + " but found " + found);
            }
        }
        assertTrue(judgements.size() >= 60, "there are enough judgements");
        assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
    }

    @Test
    void aCodeFindsItsProductFirst() {
        assertEquals(
                List.of("Oat Milk Barista"),
                names(search(mark + "-2-S", Map.of())).subList(0, 1));
        assertEquals(
                List.of("Oat Milk Barista"),
                names(search(mark.toLowerCase(java.util.Locale.ROOT) + "-2-s", Map.of()))
                        .subList(0, 1));
    }

    @Test
    void whatWasMeantIsSaid() {
        assertEquals("oat milk", search("oat mikl", Map.of()).getString("corrected"));
        assertEquals(null, search("oat milk", Map.of()).getString("corrected"));
    }

    @Test
    void whatIsInStockComesFirst() {
        List<String> butter = names(search("butter", Map.of()));
        assertTrue(butter.indexOf("Salted Butter") < butter.indexOf("Unsalted Butter"), butter::toString);
        List<String> teas = names(search("tea", Map.of()));
        assertTrue(teas.indexOf("Earl Grey Tea") < teas.indexOf("Rooibos Tea"), teas::toString);
    }

    @Test
    void anotherOrderFindsTheSame() {
        for (String query : List.of("milk", "mikl", "olive o", "voltix", "mi", "xbox milk", mark + "-3-L")) {
            JsonPath best = search(query, Map.of("limit", 100));
            Set<String> ids = new LinkedHashSet<>(best.getList("data.id", String.class));
            for (String sort : List.of("price", "-price", "name", "newest")) {
                JsonPath sorted = search(query, Map.of("limit", 100, "sort", sort));
                assertEquals(ids, new LinkedHashSet<>(sorted.getList("data.id", String.class)), query + " by " + sort);
                assertEquals(best.getInt("meta.total"), sorted.getInt("meta.total"), query + " by " + sort);
            }
        }
    }
}
