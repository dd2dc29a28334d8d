package aisle.platform.web;

import jakarta.ws.rs.HeaderParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** By what somebody who is not signed in is known again. A resource takes it as a {@code @BeanParam}. */
public class GuestToken {
    /** The header, of requests and of answers. */
    public static final String HEADER = "X-Cart-Token";

    @HeaderParam(HEADER)
    @Parameter(
            description = "Of somebody who is not signed in: the token of the cart, as the first answer had it in a"
                    + " header of this name. Who is signed in needs none.")
    public @Nullable String value;
}
