package aisle.platform.web;

import aisle.kernel.Role;
import aisle.platform.security.ClosedToKeys;
import aisle.platform.security.OpenToKeys;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The operations of this server and what API keys may do with them, read from the resources themselves.
 *
 * <p>A key's scope is the name of an operation, or of a group: everything below one part of the API that reads, such as
 * {@code products:read}, or everything else there, {@code products:write}; what stands below {@code /admin} has groups such
 * as {@code admin-jobs:read}.
 */
@ApplicationScoped // filters are made before the configuration can be read: they hold a proxy
public class ApiOperations {
    private static final String API = "/api/v1/";
    private static final String ADMIN = "admin";

    private final Map<Method, ApiOperation> operations = new HashMap<>();
    private final Set<String> scopes = new TreeSet<>();
    private final Set<String> closed = new TreeSet<>();

    ApiOperations(BeanManager beans) {
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path root = bean.getBeanClass().getAnnotation(Path.class);
            if (root != null) {
                for (Method method : bean.getBeanClass().getMethods()) {
                    add(root, method);
                }
            }
        }
        closed.removeAll(scopes);
    }

    private void add(Path root, Method method) {
        Operation declared = method.getAnnotation(Operation.class);
        String path = PathMethods.join(root, method.getAnnotation(Path.class));
        if (declared == null || declared.hidden() || !path.startsWith(API)) {
            return;
        }
        ApiOperation operation =
                new ApiOperation(declared.operationId(), group(path, method), access(method), isForAdminAlone(method));
        operations.put(method, operation);
        Set<String> names = operation.access() == ApiOperation.Access.PEOPLE ? closed : scopes;
        names.add(operation.id());
        names.add(operation.group());
    }

    private static String group(String path, Method method) {
        String[] parts = path.substring(API.length()).split("/", -1);
        String area = parts[0].equals(ADMIN) && parts.length > 1 ? ADMIN + "-" + parts[1] : parts[0];
        return area + (method.isAnnotationPresent(GET.class) ? ":read" : ":write");
    }

    private static ApiOperation.Access access(Method method) {
        if (method.getDeclaringClass().isAnnotationPresent(ClosedToKeys.class)) {
            return ApiOperation.Access.PEOPLE;
        }
        if (method.isAnnotationPresent(PermitAll.class)) {
            return method.isAnnotationPresent(GET.class) ? ApiOperation.Access.ANYONE : ApiOperation.Access.PEOPLE;
        }
        return method.isAnnotationPresent(RolesAllowed.class) || method.isAnnotationPresent(OpenToKeys.class)
                ? ApiOperation.Access.KEYS
                : ApiOperation.Access.PEOPLE;
    }

    private static boolean isForAdminAlone(Method method) {
        RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
        return roles != null && List.of(roles.value()).equals(List.of(Role.Names.ADMIN));
    }

    /** The operation behind a method; null for what is no operation of the API. */
    @Nullable
    ApiOperation of(Method method) {
        return operations.get(method);
    }

    /** Every name that a scope may have. */
    public Set<String> scopes() {
        return Set.copyOf(scopes);
    }

    /** Names of operations and groups that exist but are for people only. */
    public Set<String> forPeopleOnly() {
        return Set.copyOf(closed);
    }
}
