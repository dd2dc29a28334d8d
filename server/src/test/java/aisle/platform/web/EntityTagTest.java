package aisle.platform.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
    private static final String BLANKS = " ".repeat(20_000);

    private static EntityTag strong(String opaque) {
        return new EntityTag(opaque, false);
    }

    @Test
    void readsAList() {
        assertEquals(
                List.of(strong("7"), new EntityTag("a.b", true), strong("")),
                EntityTag.list(" \"7\" ,\tW/\"a.b\",, \"\" ,"));
        assertNull(EntityTag.list(" * "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"7\" \"8\"", "\"7", "w/\"7\"", "W/ \"7\"", "*, \"7\"", ",", " ", ""})
    void refusesWhatIsNoList(String header) {
        assertThrows(IllegalArgumentException.class, () -> EntityTag.list(header));
    }

    /** Going back over the blanks for each of them would take hours. */
    @ParameterizedTest
    @ValueSource(strings = {"x%sx", "%sx", "\"7\"%sx", "\"7%s\""})
    @Timeout(60)
    void refusesAHeaderFullOfBlanksAtOnce(String form) {
        String header = form.formatted(BLANKS);
        assertThrows(IllegalArgumentException.class, () -> EntityTag.list(header));
    }
}
