package aisle.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.web.AboutPerson;
import aisle.platform.web.Data;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;

/**
 * An answer that may be kept for a repeated request says of whom it tells, so that an erasure finds it. What a person gets to
 * see of itself is found by the caller; sign-ins keep nothing.
 */
class KeptAnswersTest {
    private static final Set<String> PERSONAL = Set.of("fullName", "customerName", "email", "phone", "line1");
    private static final List<String> FOUND_BY_CALLER = List.of("/api/v1/me", "/api/v1/auth");

    /** Records of the staff are the employer's: they stay when the person is erased as a customer. */
    private static final Set<String> NOT_ERASED = Set.of("Employee", "EmployeeView");

    /** Where a shop is, is no secret. */
    private static final Set<String> NOBODY = Set.of("StoreView");

    /** Kept by nobody: the operation does without {@code Writes}. */
    private static final Set<String> NOT_KEPT = Set.of("DisclosureView");

    private static List<Class<?>> resources() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("aisle").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    private static List<Class<?>> keptViews(Class<?> resource) {
        String path = resource.getAnnotation(Path.class).value();
        if (FOUND_BY_CALLER.stream().anyMatch(path::startsWith)) {
            return List.of();
        }
        List<Class<?>> views = new ArrayList<>();
        for (Method method : resource.getDeclaredMethods()) {
            boolean read = Arrays.stream(method.getAnnotations())
                    .map(Annotation::annotationType)
                    .map(type -> type.getAnnotation(HttpMethod.class))
                    .anyMatch(verb -> verb != null && verb.value().equals(HttpMethod.GET));
            if (!read
                    && method.getGenericReturnType() instanceof ParameterizedType answer
                    && answer.getRawType() == RestResponse.class
                    && answer.getActualTypeArguments()[0] instanceof ParameterizedType data
                    && data.getRawType() == Data.class
                    && data.getActualTypeArguments()[0] instanceof Class<?> view) {
                views.add(view);
            }
        }
        return views;
    }

    private static boolean isPersonal(Type type, Set<Type> seen) {
        if (type instanceof ParameterizedType parameterized) {
            return Arrays.stream(parameterized.getActualTypeArguments()).anyMatch(part -> isPersonal(part, seen));
        }
        if (!(type instanceof Class<?> view) || !view.isRecord() || !seen.add(type)) {
            return false;
        }
        for (RecordComponent component : view.getRecordComponents()) {
            if (PERSONAL.contains(component.getName()) || isPersonal(component.getGenericType(), seen)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> nameless(List<Class<?>> views) {
        return views.stream()
                .filter(view -> isPersonal(view, new HashSet<>()))
                .filter(view -> !AboutPerson.class.isAssignableFrom(view))
                .map(Class::getSimpleName)
                .filter(name -> !NOT_ERASED.contains(name) && !NOBODY.contains(name) && !NOT_KEPT.contains(name))
                .distinct()
                .toList();
    }

    @Test
    void everyViewOfAPersonSaysOfWhom() {
        List<Class<?>> views =
                resources().stream().flatMap(type -> keptViews(type).stream()).toList();
        assertTrue(views.size() > 15, () -> "only these were found: " + views);
        assertEquals(List.of(), nameless(views), "These must implement AboutPerson.");
    }

    /** The rule is known to catch: names also deep inside. */
    @Test
    void aViewThatNamesNobodyIsCaught() {
        assertEquals(List.of("Nameless"), nameless(List.of(Nameless.class, Harmless.class)));
    }

    private record Nameless(List<Inner> inner) {}

    private record Inner(String email) {}

    private record Harmless(String name) {}
}
