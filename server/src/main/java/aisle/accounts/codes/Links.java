package aisle.accounts.codes;

import java.util.Map;

/** Links to pages of the shop, which bring their token back to this API. */
final class Links {
    static final int TOKEN_BYTES = 32;

    private Links() {}

    /** What a mail with a link shows. */
    static Map<String, String> values(String page, String token, Purpose purpose) {
        String link = page + (page.indexOf('?') < 0 ? "?" : "&") + "token=" + token;
        return Map.of("link", link, "token", token, "minutes", purpose.minutes());
    }
}
