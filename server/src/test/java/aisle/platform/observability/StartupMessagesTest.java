package aisle.platform.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StartupMessagesTest {
    @Test
    void peopleGetASentence() {
        assertEquals("aisle: PORT is \"no\" number.", StartupMessages.failure("PORT is \"no\" number.", null));
        assertEquals("aisle: PORT is wrong.", StartupMessages.failure("PORT is wrong.", "text"));
    }

    @Test
    void machinesGetALineOfTheLog() throws IOException {
        String line = StartupMessages.failure("these settings need attention:\n  - %s {0}", "JSON");

        assertEquals(1, line.lines().count());
        JsonNode json = new ObjectMapper().readTree(line);
        assertEquals("ERROR", json.path("level").asText());
        assertEquals("aisle", json.path("logger").asText());
        assertEquals(
                "these settings need attention:\n  - %s {0}",
                json.path("message").asText());
        assertEquals("2", json.path("ts").asText().substring(0, 1));
    }
}
