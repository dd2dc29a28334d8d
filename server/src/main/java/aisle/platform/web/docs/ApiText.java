package aisle.platform.web.docs;

import aisle.kernel.ErrorCode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts and examples of the OpenAPI document, as people write them in the files of {@code openapi/}. */
record ApiText(Common common, List<Area> areas) {
    /** In the order in which somebody meets them who writes a shop. */
    private static final List<String> FILES = List.of(
            "signing-in",
            "me",
            "catalog",
            "slots",
            "cart",
            "checkout",
            "orders",
            "payments",
            "stores",
            "tags",
            "products",
            "categories",
            "imports",
            "exports",
            "inventory",
            "settings",
            "stock-requests",
            "users",
            "administration",
            "api-keys",
            "customers",
            "employees",
            "health");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /**
     * What holds for all areas.
     *
     * @param description what a client must know before its first request
     * @param parameters what a parameter means wherever neither operation nor area says so
     * @param members likewise of members of shapes
     * @param schemas as {@link Area#schemas}, of shapes that no area has for itself
     * @param errorDetails an example of {@code details}, by error code
     */
    record Common(
            String description,
            Map<String, String> parameters,
            Map<String, String> members,
            Map<String, String> schemas,
            Map<ErrorCode, Map<String, Object>> errorDetails) {}

    static ApiText read() {
        return new ApiText(
                read("common", Common.class),
                FILES.stream().map(name -> read(name, Area.class)).toList());
    }

    private static <T> T read(String name, Class<T> type) {
        try (InputStream in = ApiText.class.getResourceAsStream("/openapi/" + name + ".yaml")) {
            return YAML.readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException("openapi/" + name + ".yaml", e);
        }
    }

    Area.@Nullable OperationText operation(@Nullable String operationId) {
        return areas.stream()
                .map(area -> area.operations().get(operationId))
                .filter(text -> text != null)
                .findFirst()
                .orElse(null);
    }

    /** What a parameter means in an area. */
    @Nullable
    String parameter(List<String> tags, String name) {
        return areas.stream()
                .filter(area -> tags.contains(area.tag()))
                .map(area -> area.parameters().get(name))
                .filter(text -> text != null)
                .findFirst()
                .orElse(common.parameters().get(name));
    }

    /** The examples of all areas by name. */
    Map<String, Object> examples() {
        Map<String, Object> examples = new LinkedHashMap<>();
        areas.forEach(area -> area.examples().forEach((name, value) -> {
            if (examples.putIfAbsent(name, value) != null) {
                throw new IllegalStateException("openapi/: two examples are named " + name);
            }
        }));
        return examples;
    }

    /** What shapes and their members mean, {@code Store} and {@code Store.delivers}. */
    Map<String, String> schemas() {
        Map<String, String> schemas = new HashMap<>(common.schemas());
        areas.forEach(area -> schemas.putAll(area.schemas()));
        return schemas;
    }
}
