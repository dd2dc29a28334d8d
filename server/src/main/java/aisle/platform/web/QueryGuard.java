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

/** Refuses query parameters that an operation does not know: a misspelt filter must not answer everything. */
public class QueryGuard {
    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    void refuseUnknown(ContainerRequestContext request, ResourceInfo resource) {
        Set<String> sent = request.getUriInfo().getQueryParameters().keySet();
        if (sent.isEmpty() || resource.getResourceMethod() == null) {
            return;
        }
        Set<String> declared = known.computeIfAbsent(resource.getResourceMethod(), QueryGuard::declared);
        List<FieldError> unknown = sent.stream()
                .filter(name -> !declared.contains(name))
                .map(name ->
                        new FieldError(FieldErrors.visible(name), "unknown", "There is no such query parameter here."))
                .toList();
        if (!unknown.isEmpty()) {
            throw DomainError.invalid(unknown);
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
