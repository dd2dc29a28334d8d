package aisle.catalog.products;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GtinTest {
    @ParameterizedTest
    @ValueSource(strings = {"96385074", "036000291452", "4006381333931", "10012345678902"})
    void theCheckDigitOfEachLengthIsAccepted(String gtin) {
        assertTrue(Gtin.isValid(gtin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "96385075",
                "4006381333932",
                "4006381339331",
                "",
                "400638133393",
                "٤006381333931",
                "40063813339x1"
            })
    void anythingElseIsRefused(String gtin) {
        assertFalse(Gtin.isValid(gtin));
    }

    @Test
    void zerosInFrontMeanNothing() {
        assertEquals(List.of("036000291452", "0036000291452", "00036000291452"), Gtin.writings("0036000291452"));
        assertEquals(List.of("10012345678902"), Gtin.writings("10012345678902"));
        assertEquals(List.of(), Gtin.writings("1"));
    }
}
