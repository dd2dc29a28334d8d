package aisle.platform.web.docs;

import static io.restassured.RestAssured.given;

import aisle.testing.AisleTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The committed document is what clients are generated from, so a change of the API is seen in review. */
@AisleTest
class OpenApiDocumentTest {
    private static final Path COMMITTED = Path.of("../docs/openapi.json");

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    @Test
    void theCommittedDocumentIsTheServedOne() throws Exception {
        String served = normalised(
                given().get("/openapi.json").then().statusCode(200).extract().asString());
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, served);
        }
        String committed = Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "";
        if (!served.equals(normalised(committed))) {
            Assertions.fail("docs/openapi.json is not what the server serves: "
                    + firstDifference(committed, served)
                    + " Write it anew with ./mvnw test -pl server -Dtest=OpenApiDocumentTest -Ddocs.write=true"
                    + " and read the difference before you commit it.");
        }
    }

    /** A viewer that follows a reference to nothing shows nothing at all. */
    @Test
    void everyReferenceLeadsSomewhere() throws Exception {
        JsonNode document =
                MAPPER.readTree(given().get("/openapi.json").then().extract().asString());
        for (JsonNode reference : document.findValues("$ref")) {
            String pointer = reference.asText().substring(1);
            Assertions.assertFalse(document.at(pointer).isMissingNode(), pointer);
        }
    }

    private static String normalised(String json) throws Exception {
        return json.isEmpty() ? "" : MAPPER.writeValueAsString(MAPPER.readValue(json, Object.class)) + "\n";
    }

    private static String firstDifference(String committed, String served) {
        String[] was = committed.split("\n", -1);
        String[] is = served.split("\n", -1);
        for (int i = 0; i < Math.min(was.length, is.length); i++) {
            if (!was[i].equals(is[i])) {
                return "line " + (i + 1) + " is “" + was[i].strip() + "” and should be “" + is[i].strip() + "”.";
            }
        }
        return was.length + " lines stand against " + is.length + ".";
    }
}
