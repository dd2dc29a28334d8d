package aisle.platform.web.docs;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * Says of each member whether it may be null, as its record does, and of each object that is only ever answered that all its
 * members are there. One that is also sent keeps what validation requires: there an optional member may be left out.
 */
final class OpenApiMembers {
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName NAMED =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
    private static final String SCHEMAS = "#/components/schemas/";
    private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();

    private final IndexView code;

    OpenApiMembers(IndexView code) {
        this.code = code;
    }

    void describe(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        for (ClassInfo type : code.getKnownClasses()) {
            Schema schema = type.isRecord() ? schemas.get(name(type)) : null;
            if (schema != null && schema.getProperties() != null) {
                showNulls(type, schema);
            }
        }
        Set<String> sent = new HashSet<>();
        Set<String> answered = new HashSet<>();
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(operation -> {
                    if (operation.getRequestBody() != null) {
                        collect(operation.getRequestBody().getContent(), schemas, sent);
                    }
                    operation
                            .getResponses()
                            .getAPIResponses()
                            .values()
                            .forEach(response -> collect(response.getContent(), schemas, answered));
                }));
        answered.removeAll(sent);
        for (String name : answered) {
            Schema schema = schemas.get(name);
            if (schema != null && schema.getProperties() != null) {
                schema.setRequired(List.copyOf(schema.getProperties().keySet()));
            }
        }
    }

    private static String name(ClassInfo type) {
        var named = type.declaredAnnotation(NAMED);
        return named == null || named.value("name") == null
                ? type.simpleName()
                : named.value("name").asString();
    }

    private static void showNulls(ClassInfo type, Schema schema) {
        for (RecordComponentInfo component : type.recordComponents()) {
            String member = NAMES.translate(component.name());
            Schema value = schema.getProperties().get(member);
            if (value != null && component.type().hasAnnotation(NULLABLE)) {
                schema.addProperty(member, orNull(value));
            }
        }
    }

    private static Schema orNull(Schema value) {
        if (value.getRef() != null) {
            return OASFactory.createSchema()
                    .addAnyOf(OASFactory.createSchema().ref(value.getRef()))
                    .addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL));
        }
        if (value.getType() != null && !value.getType().contains(SchemaType.NULL)) {
            value.addType(SchemaType.NULL);
        }
        return value;
    }

    private static void collect(@Nullable Content content, Map<String, Schema> schemas, Set<String> names) {
        if (content != null) {
            content.getMediaTypes().values().forEach(media -> collect(media.getSchema(), schemas, names));
        }
    }

    private static void collect(@Nullable Schema schema, Map<String, Schema> schemas, Set<String> names) {
        if (schema == null) {
            return;
        }
        if (schema.getRef() != null) {
            String name = schema.getRef().substring(SCHEMAS.length());
            if (names.add(name)) {
                collect(schemas.get(name), schemas, names);
            }
            return;
        }
        List<@Nullable Schema> parts = new ArrayList<>();
        parts.add(schema.getItems());
        parts.add(schema.getAdditionalPropertiesSchema());
        parts.addAll(
                schema.getProperties() == null
                        ? List.of()
                        : schema.getProperties().values());
        parts.addAll(schema.getAnyOf() == null ? List.of() : schema.getAnyOf());
        parts.addAll(schema.getOneOf() == null ? List.of() : schema.getOneOf());
        parts.addAll(schema.getAllOf() == null ? List.of() : schema.getAllOf());
        parts.forEach(part -> collect(part, schemas, names));
    }
}
