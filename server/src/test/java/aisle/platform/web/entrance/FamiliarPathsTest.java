package aisle.platform.web.entrance;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@AisleTest
class FamiliarPathsTest {
    @Inject
    Accounts accounts;

    @ParameterizedTest
    @CsvSource({
        "/item, /api/v1/products",
        "/item/7, /api/v1/products/7",
        "/item/7/tag/8, /api/v1/products/7/tags/8",
        "/items/, /api/v1/products",
        "/items/7, /api/v1/products/7",
        "/store, /api/v1/stores",
        "/store/7, /api/v1/stores/7",
        "/store/search, /api/v1/stores/search",
        "/store/7/count, /api/v1/stores/7/count",
        "/store/7/item/8, /api/v1/stores/7/products/8",
        "/store/7/tag, /api/v1/stores/7/tags",
        "/tag, /api/v1/tags",
        "/tag/7, /api/v1/tags/7",
        "/register, /api/v1/auth/register",
        "/login, /api/v1/auth/login",
        "/refresh, /api/v1/auth/refresh",
        "/logout, /api/v1/auth/logout",
        "/user/7, /api/v1/users/7",
        "/clients/7, /api/v1/customers/7",
        "/products, /api/v1/products",
        "/categories/7, /api/v1/categories/7",
        "/orders/7, /api/v1/orders/7",
        "/employees, /api/v1/employees",
        "/store-managers, /api/v1/users",
        "/store-managers/token, /api/v1/auth/token",
        "/store-managers/logout, /api/v1/auth/logout",
        "/api/v1/branches/7, /api/v1/stores/7",
        "/api/v1/store/wishlist/7, /api/v1/me/wishlist/7",
        "/api/v1/store/notifications, /api/v1/me/notifications",
        "/api/v1/admin/categories/7, /api/v1/categories/7",
        "/api/v1/admin/products, /api/v1/products",
        "/api/v1/admin/branches, /api/v1/stores",
        "/api/v1/admin/delivery-slots, /api/v1/delivery-slots",
        "/api/v1/admin/inventory, /api/v1/inventory",
        "/api/v1/admin/users/7, /api/v1/users/7",
        "/api/v1/users/login, /api/v1/auth/login",
        "/api/v1/users/logout, /api/v1/auth/logout",
        "/api/v1/orders/health/stock-check, /api/v1/inventory/health"
    })
    void leadsToItsPlace(String familiar, String place) {
        assertEquals(place, FamiliarPaths.placeOf(familiar));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/docs",
                "/health",
                "/stores",
                "/itemx",
                "/api/v1/stores",
                "/api/v1/users/7",
                "/api/v1/admin/jobs"
            })
    void whatIsInItsPlaceStays(String path) {
        assertNull(FamiliarPaths.placeOf(path));
    }

    @Test
    void aRedirectKeepsMethodBodyAndQuery() {
        String name = "Familiar " + UUID.randomUUID();
        accounts.admin()
                .request()
                .redirects()
                .follow(false)
                .body(Map.of("name", name))
                .post("/store?a=b")
                .then()
                .statusCode(308)
                .header("Location", endsWith("/api/v1/stores?a=b"));
        String token = accounts.admin().token();
        String id = accounts.store().id().toString();
        given().redirects()
                .follow(true)
                .get("/store/" + id + "/count")
                .then()
                .statusCode(200)
                .body("data.item_count", equalTo(0));
        given().auth()
                .oauth2(token)
                .get("/store-managers/logout")
                .then()
                .statusCode(405)
                .body("error.code", equalTo("METHOD_NOT_ALLOWED"));
    }
}
