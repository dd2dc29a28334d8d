package aisle.probes;

import io.restassured.response.Response;
import java.util.Set;

/** What becomes of somebody's request, as far as rights decide it. */
enum Cell {
    /** Done, or refused for a reason of the shop's. */
    ALLOWED("✓"),
    UNAUTHENTICATED("401"),
    FORBIDDEN("403"),
    WRONG_STORE("store"),
    NOT_FOUND("404");

    /** Allowed, but not possible now. */
    private static final Set<Integer> REFUSED_BY_THE_SHOP = Set.of(402, 409, 422);

    private final String sign;

    Cell(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    static Cell of(Probe probe, String who, Response answer) {
        int status = answer.statusCode();
        if (status < 300 || REFUSED_BY_THE_SHOP.contains(status)) {
            return ALLOWED;
        }
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> answer.path("error.code").equals("WRONG_STORE") ? WRONG_STORE : FORBIDDEN;
            case 404 -> NOT_FOUND;
            default ->
                throw new AssertionError("The probe of " + probe.operation() + " is no valid request: " + who + " got "
                        + status + " " + answer.asString());
        };
    }
}
