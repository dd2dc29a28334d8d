package aisle.testing.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas of a document as the server must keep to them. Clients are told to bear members that they do not know, so
 * the document leaves objects open; here an object is closed unless it says {@code additionalProperties} itself, and has
 * every member that it describes.
 */
final class StrictSchemas {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final ObjectNode components;
    private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();

    StrictSchemas(JsonNode document) {
        components = document.path("components").deepCopy();
        close(components);
    }

    JsonSchema strict(JsonNode schema) {
        return compiled.computeIfAbsent(schema, found -> {
            ObjectNode root = found.deepCopy();
            close(root);
            root.set("components", components);
            return FACTORY.getSchema(root, CONFIG);
        });
    }

    private static void close(JsonNode node) {
        node.forEach(StrictSchemas::close);
        if (!(node instanceof ObjectNode schema) || !isObject(schema)) {
            return;
        }
        if (!schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        if (schema.path("properties").isObject()) {
            ArrayNode required = schema.putArray("required");
            schema.get("properties").fieldNames().forEachRemaining(required::add);
        }
    }

    private static boolean isObject(ObjectNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (one.asText().equals("object")) {
                    return true;
                }
            }
        }
        return type.asText().equals("object");
    }
}
