package aisle.platform.web.docs;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Role;
import aisle.kernel.UserId;
import aisle.platform.config.AppEnvironment;
import aisle.testing.AisleTest;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@AisleTest
class DocsTest {
    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"(?!data:)([^\"]+)\"");

    @Test
    void theStartPageLeadsToTheReference() {
        given().redirects().follow(false).get("/").then().statusCode(302).header("Location", endsWith("/scalar"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/scalar", "/swagger-ui", "/docs", "/redoc"})
    void aPageLoadsOnlyWhatThisServerHas(String path) {
        String page = given().get(path)
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Content-Security-Policy", not(containsString("http")))
                .extract()
                .asString();
        Matcher loaded = LOADED.matcher(page);
        int files = 0;
        while (loaded.find()) {
            given().get(loaded.group(1)).then().statusCode(200);
            files++;
        }
        assertFalse(files < 2, "scripts in " + path);
    }

    @Test
    void theDocumentIsJson() {
        given().get("/openapi.json")
                .then()
                .statusCode(200)
                .contentType(containsString("application/json"))
                .body("info.title", equalTo("Aisle API"))
                .body("info.version", equalTo("v1"));
        given().get("/openapi-of-quarkus").then().statusCode(404);
        given().get("/openapi-of-quarkus.yaml").then().statusCode(404);
    }

    @Test
    void inProductionThereIsNoneUnlessEnabled() {
        assertEquals(ErrorCode.NOT_FOUND, refusal(AppEnvironment.PRODUCTION, false, Role.ADMIN));
        assertEquals(ErrorCode.UNAUTHENTICATED, refusal(AppEnvironment.PRODUCTION, true, null));
        assertDoesNotThrow(() -> new DocsAccess(AppEnvironment.PRODUCTION, true).check(actor(Role.ADMIN)));
        assertDoesNotThrow(() -> new DocsAccess(AppEnvironment.STAGING, false).check(actor(null)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"CUSTOMER", "EMPLOYEE", "MANAGER"})
    void inProductionOnlyAdminSeesIt(Role role) {
        assertEquals(ErrorCode.FORBIDDEN, refusal(AppEnvironment.PRODUCTION, true, role));
    }

    private static ErrorCode refusal(AppEnvironment environment, boolean enabled, @Nullable Role role) {
        return assertThrows(DomainError.class, () -> new DocsAccess(environment, enabled).check(actor(role)))
                .code();
    }

    private static Actor actor(@Nullable Role role) {
        UserId user = role == null ? null : new UserId(UUID.randomUUID());
        return new Actor(user, role, Set.of(), "request", "127.0.0.1");
    }
}
