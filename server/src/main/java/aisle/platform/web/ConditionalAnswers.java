package aisle.platform.web;

import aisle.platform.json.Json;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Gives every answer in an envelope its entity tag, and answers a read with 304 when the client has what it would get
 * (RFC 9110, section 13.1.2). An answer may be kept but never used unasked: {@code no-cache}. By others too only when
 * anybody may see it and nobody said who asks.
 */
public class ConditionalAnswers {
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final List<String> IDENTITIES = List.of(HttpHeaders.AUTHORIZATION, "X-Cart-Token");
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final Json json;

    ConditionalAnswers(Json json) {
        this.json = json;
    }

    @ServerResponseFilter
    void tag(ContainerRequestContext request, ContainerResponseContext response, ResourceInfo resource) {
        Object entity = response.getEntity();
        boolean isRead = READS.contains(request.getMethod());
        Object data = entity instanceof Data<?>(Object answered) ? answered : null;
        boolean isTagged = isRead ? data != null || isList(entity) : data instanceof Versioned;
        MultivaluedMap<String, Object> headers = response.getHeaders();
        if (!isTagged || entity == null || response.getStatus() >= 300 || headers.containsKey(HttpHeaders.ETAG)) {
            return;
        }
        String body = json.write(entity);
        EntityTag tag = EntityTag.of(data, body);
        headers.putSingle(HttpHeaders.ETAG, tag.toString());
        if (isRead && !headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
            headers.putSingle(
                    HttpHeaders.CACHE_CONTROL, isPublic(request, resource) ? "public, no-cache" : "private, no-cache");
        }
        if (isRead && response.getStatus() == OK && has(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setStatus(NOT_MODIFIED);
            response.setEntity(null);
        } else {
            response.setEntity(body, null, MediaType.APPLICATION_JSON_TYPE);
        }
    }

    private static boolean isList(@Nullable Object entity) {
        return entity instanceof Envelope && !(entity instanceof Data<?>);
    }

    private static boolean isPublic(ContainerRequestContext request, ResourceInfo resource) {
        Method method = resource.getResourceMethod();
        return method != null
                && method.isAnnotationPresent(PermitAll.class)
                && IDENTITIES.stream().allMatch(header -> request.getHeaderString(header) == null);
    }

    /** Compares weakly. A header that cannot be read asks for nothing. */
    private static boolean has(@Nullable String ifNoneMatch, EntityTag tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        try {
            List<EntityTag> known = EntityTag.list(ifNoneMatch);
            return known == null || known.stream().anyMatch(one -> one.opaque().equals(tag.opaque()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
