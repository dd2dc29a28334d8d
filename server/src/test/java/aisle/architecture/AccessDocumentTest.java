package aisle.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;

/** The committed table of who may call what is the one that the annotations say. */
class AccessDocumentTest {
    private static final Path COMMITTED = Path.of("../docs/access.md");

    private static final String HEAD = """
            # Who may call what

            Rights are named per operation; no role inherits another's. EMPLOYEE and MANAGER act in the stores of which they are
            members, and somebody else's resource is not found. This table is made from the code; a test holds it to that.

            | Operation | Method and path | Who |
            |---|---|---|
            """;

    @Test
    void theCommittedTableIsWhatTheCodeSays() throws IOException {
        TreeMap<String, String> rows = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("aisle")) {
            for (JavaMethod method : type.getMethods()) {
                if (method.isMetaAnnotatedWith(HttpMethod.class)) {
                    row(method.reflect(), rows);
                }
            }
        }
        String page = HEAD + String.join("", rows.values());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(COMMITTED, page);
        }
        assertEquals(
                page,
                Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "",
                "Write docs/access.md anew with ./mvnw test -pl server -Dtest=AccessDocumentTest -Ddocs.write=true");
    }

    private static void row(Method method, TreeMap<String, String> rows) {
        Operation operation = method.getAnnotation(Operation.class);
        if (operation == null || operation.hidden()) {
            return;
        }
        String verb = "";
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            verb = http == null ? verb : http.value();
        }
        String path = (path(method.getDeclaringClass().getAnnotation(jakarta.ws.rs.Path.class)) + "/"
                        + path(method.getAnnotation(jakarta.ws.rs.Path.class)))
                .replaceAll("/+", "/")
                .replaceAll("(?<=.)/$", "");
        rows.put(
                path + " " + verb,
                "| `" + operation.operationId() + "` | " + verb + " `" + path + "` | " + who(method) + " |\n");
    }

    private static String path(jakarta.ws.rs.Path path) {
        return path == null ? "" : path.value();
    }

    private static String who(Method method) {
        if (method.isAnnotationPresent(PermitAll.class)) {
            return "anyone";
        }
        RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
        return roles == null ? "anyone who is signed in" : String.join(", ", roles.value());
    }
}
