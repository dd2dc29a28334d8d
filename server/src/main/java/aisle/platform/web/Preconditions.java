package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.ExpectedVersion.Versions;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under which a client wants something changed (RFC 9110, section 13). A resource takes them as a
 * {@code @BeanParam} and hands {@link #expected} to its facade.
 */
public class Preconditions {
    private static final String IF_MATCH = "If-Match";
    private static final String IF_NONE_MATCH = "If-None-Match";

    @HeaderParam(IF_MATCH)
    @Parameter(
            description =
                    "Change it only if its ETag is one of these, or with * only if it exists; else 412. What counts"
                            + " is the version, the part before a dot.")
    public @Nullable String ifMatch;

    @HeaderParam(IF_NONE_MATCH)
    @Parameter(description = "With *: only if it does not exist, so that PUT creates and never replaces; else 412.")
    public @Nullable String ifNoneMatch;

    /** A list may stand on several lines of a header, of which a parameter holds the first alone. */
    @Inject
    RoutingContext exchange;

    /** @throws DomainError VALIDATION_ERROR naming a header that cannot be read */
    public ExpectedVersion expected() {
        // If-Match compares strongly, so that a weak tag matches nothing; If-None-Match does not mind.
        return new ExpectedVersion(versions(IF_MATCH, false), versions(IF_NONE_MATCH, true));
    }

    private @Nullable Versions versions(String header, boolean weakly) {
        List<String> lines = exchange.request().headers().getAll(header);
        if (lines.isEmpty()) {
            return null;
        }
        List<EntityTag> tags;
        try {
            tags = EntityTag.list(String.join(", ", lines));
        } catch (IllegalArgumentException e) {
            throw DomainError.invalid(header, "invalid", "must be * or a list of entity tags such as \"7\"");
        }
        boolean any = tags == null;
        return new Versions(
                any,
                Objects.requireNonNullElse(tags, List.<EntityTag>of()).stream()
                        .filter(tag -> weakly || !tag.weak())
                        .map(EntityTag::version)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
    }
}
