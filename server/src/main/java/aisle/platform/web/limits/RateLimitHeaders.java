package aisle.platform.web.limits;

import aisle.platform.config.Quota;
import aisle.platform.limits.Allowance;
import io.vertx.core.http.HttpServerResponse;

/**
 * {@code RateLimit-Policy} and {@code RateLimit} as draft-ietf-httpapi-ratelimit-headers has them: lists of structured
 * fields (RFC 9651), one item per policy that a request was counted under.
 */
final class RateLimitHeaders {
    private static final String POLICY = "RateLimit-Policy";
    private static final String STATE = "RateLimit";

    private RateLimitHeaders() {}

    static void add(HttpServerResponse response, String name, Quota quota, Allowance allowance) {
        append(response, POLICY, policy(name, quota));
        append(response, STATE, state(name, allowance));
    }

    /** Such as {@code "default";q=300;w=60}: the quota and its span in seconds. */
    static String policy(String name, Quota quota) {
        return "\"" + name + "\";q=" + quota.count() + ";w=" + quota.window().toSeconds();
    }

    /** Such as {@code "default";r=299;t=42}: what is left, and the seconds until all of it is there again. */
    static String state(String name, Allowance allowance) {
        return "\"" + name + "\";r=" + allowance.remaining() + ";t=" + allowance.secondsUntilReset();
    }

    private static void append(HttpServerResponse response, String header, String item) {
        String earlier = response.headers().get(header);
        response.putHeader(header, earlier == null ? item : earlier + ", " + item);
    }
}
