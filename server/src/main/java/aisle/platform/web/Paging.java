package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.PageRequest.Counting;
import aisle.kernel.Position;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of every list. A resource takes them as a {@code @Valid @BeanParam}, asks its facade for
 * {@link #request} and answers {@link #listing}.
 */
public class Paging {
    private static final Set<String> OWN = Set.of("limit", "offset", "cursor", "count");

    @QueryParam("limit")
    @DefaultValue("" + PageRequest.DEFAULT_LIMIT)
    @Min(1)
    @Max(PageRequest.MAX_LIMIT)
    @Parameter(description = "Rows per page.")
    public int limit;

    @QueryParam("offset")
    @Min(0)
    @Max(PageRequest.MAX_OFFSET)
    @Parameter(
            description = "Rows to skip. Not together with cursor.",
            schema = @Schema(defaultValue = "0", minimum = "0", maximum = "" + PageRequest.MAX_OFFSET))
    public @Nullable Integer offset;

    @QueryParam("cursor")
    @Parameter(
            description = "meta.next_cursor of the page before, with the same filters and the same sort."
                    + " Rows that come and go meanwhile neither repeat nor hide others.")
    public @Nullable String cursor;

    @QueryParam("count")
    @DefaultValue("auto")
    @Pattern(regexp = "auto|exact|none", message = "must be one of auto, exact, none")
    @Parameter(
            description = "How to fill meta.total: auto (exact up to 10,000, beyond that 10,000 with total_relation"
                    + " gte; always exact where nothing is filtered), exact, or none (both null).",
            schema =
                    @Schema(
                            enumeration = {"auto", "exact", "none"},
                            defaultValue = "auto"))
    public String count = "auto";

    @Inject
    UriInfo uri;

    @Inject
    Cursors cursors;

    /**
     * Which part the client wants.
     *
     * @throws DomainError when it names two, or the cursor of another list
     */
    public PageRequest request() {
        if (cursor != null && offset != null) {
            throw DomainError.invalid("cursor", "ambiguous", "Send either cursor or offset, not both.");
        }
        Position after = cursor == null ? null : cursors.read(list(), cursor);
        return new PageRequest(
                limit, offset == null ? 0 : offset, after, Counting.valueOf(count.toUpperCase(Locale.ROOT)));
    }

    /** As {@link #request}, for a sort that has no cursors. */
    public PageRequest requestByOffset() {
        if (cursor != null) {
            throw DomainError.invalid(
                    "cursor", "unsupported", "Results by relevance have no cursors: send offset, or choose a sort.");
        }
        return request();
    }

    /** The envelope of a page that was read for {@link #request}. */
    public <S, T> Listing<T> listing(Page<S> page, Function<? super S, ? extends T> view) {
        Page.Total total = page.total();
        return new Listing<>(
                page.<T>map(view).items(),
                new Listing.Meta(
                        total == null ? null : total.rows(),
                        total == null ? null : total.exact() ? "eq" : "gte",
                        page.request().limit(),
                        page.request().after() == null ? page.request().offset() : null,
                        page.next() == null ? null : cursors.write(list(), page.next())));
    }

    /** The operation, its sort and its filter: path and query, without what only moves within the list. */
    private String list() {
        TreeMap<String, Object> chosen = new TreeMap<>(uri.getQueryParameters());
        chosen.keySet().removeAll(OWN);
        String path = uri.getPath();
        return (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + chosen;
    }
}
