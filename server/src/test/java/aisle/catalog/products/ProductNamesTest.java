package aisle.catalog.products;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.NaughtyStrings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductNamesTest {
    @ParameterizedTest
    @CsvSource({
        "'Crème fraîche, 200 g', creme-fraiche-200-g",
        "Smørrebrød & Łódź, smorrebrod-lodz",
        "Straße, strasse",
        "Борщ, borshch",
        "Γάλα, gala",
        "牛奶 1 L, niu-nai-1-l",
        "½ kg, 1-2-kg",
        "--A--, a",
        "😀, ''",
        "%, ''"
    })
    void slugsAreReadable(String name, String slug) {
        assertEquals(slug, ProductNames.slug(name));
    }

    @Test
    void whatCannotBeWrittenGoesByItsSku() {
        assertEquals("fh-7", ProductNames.slug("😀", "FH 7"));
        assertEquals("item", ProductNames.slug("😀", "%"));
        assertEquals("ITEM", ProductNames.sku("😀"));
    }

    @Test
    void longNamesAreCutAtTheEndOfAWord() {
        String slug = ProductNames.slug("Longish name ".repeat(16));
        assertTrue(slug.length() <= ProductNames.LONGEST_SLUG && slug.endsWith("-name-longish"), slug);
        String numbered = ProductNames.numbered(slug, 42);
        assertTrue(numbered.length() <= ProductNames.LONGEST_SLUG && numbered.endsWith("-000042"), numbered);
        assertEquals("x".repeat(ProductNames.LONGEST_SLUG), ProductNames.slug("x".repeat(150)));
    }

    @Test
    void whateverIsMadeIsASlug() {
        for (String text : NaughtyStrings.ALL) {
            String slug = ProductNames.slug(text, text);
            assertTrue(slug.matches(ProductNames.SLUG) && slug.length() <= ProductNames.LONGEST_SLUG, slug);
            String numbered = ProductNames.numbered(slug, 7);
            assertTrue(numbered.matches(ProductNames.SLUG) && numbered.length() <= ProductNames.LONGEST_SLUG, numbered);
        }
    }
}
