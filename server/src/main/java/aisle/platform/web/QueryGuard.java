package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses query parameters that an operation does not know, or of which it would overlook all but the first: a filter that
 * is misspelt or doubled must not answer something else.
 */
public class QueryGuard {
    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    void refuseUnknown(ContainerRequestContext request, ResourceInfo resource) {
        Map<String, List<String>> sent = request.getUriInfo().getQueryParameters();
        if (sent.isEmpty() || resource.getResourceMethod() == null) {
            return;
        }
        Set<String> declared = known.computeIfAbsent(resource.getResourceMethod(), QueryGuard::declared);
        List<FieldError> wrong = sent.entrySet().stream()
                .filter(one ->
                        !declared.contains(one.getKey()) || one.getValue().size() > 1)
                .map(one -> declared.contains(one.getKey())
                        ? new FieldError(one.getKey(), "repeated", "Send this query parameter once.")
                        : new FieldError(
                                FieldErrors.visible(one.getKey()), "unknown", "There is no such query parameter here."))
                .toList();
        if (!wrong.isEmpty()) {
            throw DomainError.invalid(wrong);
        }
    }

    private static Set<String> declared(Method method) {
        Set<String> names = new HashSet<>();
        for (Parameter parameter : method.getParameters()) {
            QueryParam query = parameter.getAnnotation(QueryParam.class);
            if (query != null) {
                names.add(query.value());
            }
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getFields()) {
                    QueryParam bean = field.getAnnotation(QueryParam.class);
                    if (bean != null) {
                        names.add(bean.value());
                    }
                }
            }
        }
        return names;
    }
}
