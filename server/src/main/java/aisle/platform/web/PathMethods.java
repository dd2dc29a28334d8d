package aisle.platform.web;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which methods each path of this server has, read from the resources themselves: what {@code Allow} tells. */
@Singleton
public class PathMethods {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^/}]+}");

    private static final String FILES = "/docs-assets/";
    private static final String STATIC = "/META-INF/resources";
    private static final Pattern SLASH = Pattern.compile("/");

    private final List<Template> templates;

    PathMethods(BeanManager beans) {
        Map<String, Set<String>> methods = new TreeMap<>();
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path root = bean.getBeanClass().getAnnotation(Path.class);
            if (root != null) {
                for (Method method : bean.getBeanClass().getMethods()) {
                    addTo(methods, root, method);
                }
            }
        }
        // The framework serves it, and not a resource.
        methods.put(Routes.METRICS, Set.of(HttpMethod.GET));
        this.templates = methods.entrySet().stream()
                .map(entry -> Template.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private record Template(Pattern path, Set<String> methods) {
        static Template of(String template, Set<String> methods) {
            String regex = Arrays.stream(PARAMETER.split(template, -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining("[^/]+"));
            return new Template(Pattern.compile(regex), methods);
        }
    }

    private static void addTo(Map<String, Set<String>> methods, Path root, Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod name = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (name != null) {
                methods.computeIfAbsent(join(root, method.getAnnotation(Path.class)), path -> new TreeSet<>())
                        .add(name.value());
            }
        }
    }

    /** A path from what the class and the method say. */
    static String join(Path root, @Nullable Path own) {
        List<String> segments = new ArrayList<>();
        for (String part : SLASH.split(root.value() + "/" + (own == null ? "" : own.value()))) {
            if (!part.isEmpty()) {
                segments.add(part);
            }
        }
        return "/" + String.join("/", segments);
    }

    /** The methods of a path, with or without a slash at its end; none when nothing is there. */
    public Set<String> of(String path) {
        String whole = Routes.withoutSlash(path);
        Set<String> found = new TreeSet<>();
        for (Template template : templates) {
            if (template.path().matcher(whole).matches()) {
                found.addAll(template.methods());
            }
        }
        if (whole.startsWith(FILES) && PathMethods.class.getResource(STATIC + whole) != null) {
            found.add(HttpMethod.GET);
        }
        if (!found.isEmpty()) {
            found.add(HttpMethod.OPTIONS);
            if (found.contains(HttpMethod.GET)) {
                found.add(HttpMethod.HEAD);
            }
        }
        return found;
    }
}
