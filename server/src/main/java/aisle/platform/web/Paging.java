package aisle.platform.web;

import aisle.kernel.PageRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The query parameters of every list; a resource takes them as a {@code @Valid @BeanParam}. */
public class Paging {
    @QueryParam("limit")
    @DefaultValue("" + PageRequest.DEFAULT_LIMIT)
    @Min(1)
    @Max(PageRequest.MAX_LIMIT)
    @Parameter(description = "Rows per page.")
    public int limit;

    @QueryParam("offset")
    @DefaultValue("0")
    @Min(0)
    @Max(PageRequest.MAX_OFFSET)
    @Parameter(description = "Rows to skip.")
    public int offset;

    public PageRequest request() {
        return new PageRequest(limit, offset);
    }
}
