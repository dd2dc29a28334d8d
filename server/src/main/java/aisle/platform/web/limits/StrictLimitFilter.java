package aisle.platform.web.limits;

import aisle.platform.limits.Allowance;
import aisle.platform.limits.StrictLimits;
import aisle.platform.limits.StrictPolicy;
import aisle.platform.limits.StrictPolicy.Scope;
import aisle.platform.web.ClientAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Applies {@link StrictLimit}. */
public class StrictLimitFilter {
    private final StrictLimits limits;

    StrictLimitFilter(StrictLimits limits) {
        this.limits = limits;
    }

    @ServerRequestFilter
    void count(ResourceInfo resource, RoutingContext exchange) {
        Method method = resource.getResourceMethod();
        StrictLimit declared = method == null ? null : method.getAnnotation(StrictLimit.class);
        if (declared != null) {
            StrictPolicy policy = declared.value();
            Allowance allowance = limits.countAddress(policy, ClientAddress.of(exchange));
            if (allowance != null) {
                RateLimitHeaders.add(exchange.response(), policy.label(), policy.quota(Scope.ADDRESS), allowance);
            }
        }
    }
}
