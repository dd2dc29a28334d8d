package aisle.platform.web;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.AisleTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@AisleTest
class MetricsTest {
    @Test
    void requestsAreCountedByTemplateAndNotByPath() {
        String unknown = UUID.randomUUID().toString();
        given().get("/api/v1/stores/" + unknown);
        given().get("/nowhere/" + unknown);
        given().request("BREW", "/nowhere/" + unknown);

        String metrics = scrape();
        assertTrue(hasSeries(metrics, "http_requests_total{", "method=\"GET\"", "/api/v1/stores/{id}", "\"404\""));
        assertTrue(hasSeries(metrics, "http_requests_total{", "method=\"GET\"", "\"unmatched\"", "\"404\""));
        assertTrue(hasSeries(metrics, "http_requests_total{", "method=\"other\"", "\"unmatched\""));
        assertTrue(hasSeries(metrics, "http_request_duration_seconds_bucket{", "/api/v1/stores/{id}", "le=\"0.25\""));
        assertFalse(metrics.contains(unknown));
        assertFalse(metrics.contains("BREW"));
    }

    @Test
    void theShopTheOutboxThePoolAndTheMachineAreMeasured() {
        given().get("/api/v1/stores/search?name=any");

        String metrics = scrape();
        for (String name : new String[] {
            "stores_created_total",
            "store_search_total",
            "outbox_pending{subscriber=\"order-notifications\"}",
            "outbox_parked{subscriber=\"order-notifications\"}",
            "outbox_oldest_age_seconds{subscriber=\"order-notifications\"}",
            "job_overdue_seconds{job=\"cart-expiry\"}",
            "job_last_success_timestamp_seconds{job=\"cart-expiry\"}",
            "log_lines_dropped_total",
            "jvm_memory_used_bytes",
            "agroal_active_count"
        }) {
            assertTrue(hasSeries(metrics, name), name);
        }
    }

    private static String scrape() {
        return given().get("/metrics").then().statusCode(200).extract().asString();
    }

    private static boolean hasSeries(String metrics, String start, String... parts) {
        return metrics.lines().anyMatch(line -> {
            boolean matches = line.startsWith(start);
            for (String part : parts) {
                matches &= line.contains(part);
            }
            return matches;
        });
    }
}
