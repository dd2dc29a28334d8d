package aisle.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.ApiKeyId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.time.Secrets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApiKeySecretTest {
    private static final Secrets SECRETS = new Secrets();

    private static ApiKeySecret made(UUID id) {
        return ApiKeySecret.of(new ApiKeyId(id), SECRETS.bytes(ApiKeySecret.SECRET_BYTES));
    }

    private static ErrorCode refusal(String text) {
        return assertThrows(DomainError.class, () -> ApiKeySecret.parse(text)).code();
    }

    @Test
    void aKeyIsReadAsItWasMade() {
        for (UUID id : List.of(UUID.randomUUID(), new UUID(0, 0), new UUID(-1, -1), new UUID(0, Long.MIN_VALUE))) {
            ApiKeySecret key = made(id);
            assertTrue(key.text().matches("aisle_[0-9a-z]{70}"), key.text());
            assertTrue(key.text().startsWith(ApiKeySecret.start(key.id())));
            ApiKeySecret read = ApiKeySecret.parse(key.text());
            assertEquals(id, read.id().value());
            assertTrue(read.matches(key.hash()));
            assertFalse(read.matches(made(id).hash()));
        }
        byte[] highest = new byte[ApiKeySecret.SECRET_BYTES];
        Arrays.fill(highest, (byte) -1);
        ApiKeySecret.parse(
                ApiKeySecret.of(new ApiKeyId(UUID.randomUUID()), highest).text());
    }

    @Test
    void whatIsNoKeyIsRefusedByItsFormAlone() {
        String good = made(UUID.randomUUID()).text();
        for (int i = "aisle_".length(); i < good.length(); i++) {
            char other = good.charAt(i) == 'a' ? 'b' : 'a';
            assertEquals(ErrorCode.TOKEN_INVALID, refusal(good.substring(0, i) + other + good.substring(i + 1)));
        }
        for (String bad : List.of(
                "aisle_",
                good + "0",
                good.substring(0, good.length() - 1),
                good.toUpperCase(java.util.Locale.ROOT).replace("AISLE", "aisle"),
                good.replace("aisle_", "aisle-"),
                "aisle_" + "z".repeat(70))) {
            assertEquals(ErrorCode.TOKEN_INVALID, refusal(bad), bad);
        }
    }

    @Test
    void noTextTellsTheSecret() {
        ApiKeySecret key = made(UUID.randomUUID());
        String start = ApiKeySecret.start(key.id());
        assertFalse(key.toString().contains(key.text().substring(start.length())));
        assertEquals("/stores/" + start + "…/x", ApiKeySecret.redact("/stores/" + key.text() + "/x"));
        String part = key.text().substring(0, key.text().length() - 20);
        assertEquals(start + "… and " + start + "…", ApiKeySecret.redact(part + " and " + key.text()));
        assertEquals("/api/v1/stores", ApiKeySecret.redact("/api/v1/stores"));
    }
}
