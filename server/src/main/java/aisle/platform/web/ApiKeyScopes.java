package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.security.BearerAuthentication;
import aisle.platform.security.Machine;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets an API key do what its scopes name, and nothing else. Roles cannot decide that: a key passes them all, and what it
 * has not been given here it is refused, whether the operation names roles or any sign-in.
 */
public class ApiKeyScopes {
    private static final String OPERATION = "aisle.operation";

    private final ApiOperations operations;

    ApiKeyScopes(ApiOperations operations) {
        this.operations = operations;
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    void check(ResourceInfo resource, RoutingContext exchange) {
        Method method = resource.getResourceMethod();
        if (method == null) {
            return;
        }
        ApiOperation operation = operations.of(method);
        if (operation != null) {
            exchange.put(OPERATION, operation);
        }
        Machine machine = BearerAuthentication.machineOf(exchange);
        if (machine == null || method.isAnnotationPresent(PermitAll.class)) {
            return;
        }
        if (operation == null || operation.access() == ApiOperation.Access.PEOPLE) {
            throw DomainError.of(ErrorCode.FORBIDDEN, "Only people do this; an API key cannot.");
        }
        if (!operation.isAmong(machine.scopes())) {
            throw new DomainError(
                    ErrorCode.FORBIDDEN,
                    "This API key is not for “" + operation.id() + "”.",
                    Map.of("scopes", List.of(operation.id(), operation.group())));
        }
        if (operation.wholeChain() && !machine.everywhere()) {
            throw DomainError.of(
                    ErrorCode.FORBIDDEN, "This concerns the whole chain, and this API key is for some stores only.");
        }
    }

    /** Whether the key may do what this request asks; on an operation for everybody it may be nobody in particular. */
    static boolean allow(RoutingContext exchange, Machine machine) {
        return exchange.get(OPERATION) instanceof ApiOperation operation && operation.isAmong(machine.scopes());
    }
}
