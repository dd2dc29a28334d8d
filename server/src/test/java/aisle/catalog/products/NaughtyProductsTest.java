package aisle.catalog.products;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.catalog.CatalogData;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.NaughtyStrings;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is written into a product comes back as it was, or is refused by name. */
@AisleTest
class NaughtyProductsTest {
    @Inject
    Accounts accounts;

    private Accounts.Account admin;

    @BeforeEach
    void signIn() {
        admin = accounts.admin();
    }

    private Response post(Map<String, Object> members) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", CatalogData.unique("Naughty "));
        body.put("price", 1);
        body.putAll(members);
        return admin.request().body(body).post("/api/v1/products");
    }

    /** Sends each text in these members, and answers those that were taken. */
    private List<String> taken(Members members, Set<String> refusable) {
        List<String> taken = new ArrayList<>();
        for (String text : NaughtyStrings.ALL) {
            Response answer = post(members.with(text));
            if (answer.statusCode() == 201) {
                taken.add(text);
                // The answer is what the database has, not what was sent.
                members.with(text).forEach((name, sent) -> assertEquals(sent, kept(answer, name), name));
            } else {
                assertEquals(400, answer.statusCode(), text);
                List<String> fields = answer.path("error.details.fields.field");
                assertTrue(
                        fields != null && fields.stream().allMatch(field -> refusable.contains(member(field))),
                        () -> text + " is refused for " + fields);
            }
        }
        return taken;
    }

    /** Of {@code images[0].alt} the images. */
    private static String member(String field) {
        return field.split("[.\\[]")[0];
    }

    private interface Members {
        Map<String, Object> with(String text);
    }

    /** A member as it was sent: images have a position too by then. */
    private static Object kept(Response answer, String name) {
        Object value = answer.path("data." + name);
        if (!name.equals("images")) {
            return value;
        }
        List<Map<String, Object>> images = new ArrayList<>();
        for (Object image : (List<?>) value) {
            Map<String, Object> sent = new LinkedHashMap<>();
            ((Map<?, ?>) image).forEach((key, member) -> sent.put(key.toString(), member));
            sent.remove("position");
            images.add(sent);
        }
        return images;
    }

    @Test
    void thereAreMany() {
        assertTrue(NaughtyStrings.ALL.size() >= 515, () -> "only " + NaughtyStrings.ALL.size());
    }

    @Test
    void descriptionsFactsAndTextsOfImagesTakeAnything() {
        List<String> taken = taken(
                text -> Map.of(
                        "description", text,
                        "attributes", Map.of(text, text, "list", List.of(text)),
                        "nutritional_info", Map.of("text", text),
                        "images", List.of(Map.of("url", "/a.jpg", "alt", text))),
                Set.of("description", "attributes", "nutritional_info", "images"));
        assertEquals(
                NaughtyStrings.ALL.stream()
                        .filter(text -> text.indexOf(0) < 0 && text.length() <= 500)
                        .toList(),
                taken);
    }

    @Test
    void namesAndBrandsTakeWhatHasNoWhiteSpaceAround() {
        List<String> taken = taken(text -> Map.of("name", text), Set.of("name"));
        List<String> expected = NaughtyStrings.ALL.stream()
                .filter(text -> !text.isBlank() && text.length() <= 200 && text.equals(text.strip()))
                .filter(text -> !text.trim().isEmpty() && text.indexOf(0) < 0)
                .toList();
        assertEquals(expected, taken);
        List<String> brands = taken(text -> Map.of("brand", text), Set.of("brand"));
        assertTrue(
                brands.contains("👩‍👩‍👧‍👦") && !brands.contains(" in front") && brands.size() > 150,
                brands::toString);
    }

    @Test
    void skusTakeWhatHasNoWhiteSpaceAround() {
        String mark = CatalogData.unique("");
        List<String> taken = taken(text -> Map.of("sku", text + mark), Set.of("sku"));
        assertTrue(taken.containsAll(List.of("100%", "' OR '1'='1", "牛奶 1 升", "😀")), taken::toString);
    }

    @Test
    void optionsAndTitlesTakeWhatHasNoWhiteSpaceAround() {
        String mark = CatalogData.unique("");
        List<String> taken = taken(
                text -> Map.of(
                        "options",
                        Map.of("Size", text),
                        "group",
                        Map.of("handle", Integer.toHexString(text.hashCode()) + mark, "title", text)),
                Set.of("options", "group"));
        assertTrue(taken.containsAll(List.of("100%", "' OR '1'='1", "牛奶 1 升", "😀", "null")), taken::toString);
    }
}
