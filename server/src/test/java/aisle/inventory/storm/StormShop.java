package aisle.inventory.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.RunningShop;
import java.util.ArrayList;
import java.util.List;

/** The shop that the storm goes over: a store with a few products that everybody wants, its staff and its customers. */
final class StormShop {
    static final int ON_HAND = 60;
    private static final int PRODUCTS = 6;
    private static final int STAFF = 6;

    final Client client;
    final String admin;
    final String store;
    final List<String> products = new ArrayList<>();
    final List<String> customers = new ArrayList<>();
    final List<String> employees = new ArrayList<>();
    final List<String> managers = new ArrayList<>();

    StormShop(RunningShop shop, int customerCount) throws Exception {
        client = shop.client();
        admin = shop.signUpAdmin();
        store = shop.create("/api/v1/stores", admin, "{\"name\": \"Storm\"}");
        for (int i = 0; i < PRODUCTS; i++) {
            String product = shop.create(
                    "/api/v1/products", admin, "{\"name\": \"Bread %d\", \"price\": \"2.00\"}".formatted(i));
            products.add(product);
            Reply stocked = client.send(
                    "PATCH", stock(product), admin, "{\"on_hand\": " + ON_HAND + ", \"reason\": \"COUNT\"}");
            assertEquals(200, stocked.status(), stocked::toString);
        }
        for (int i = 0; i < customerCount; i++) {
            String customer = shop.signUp("customer" + i);
            customers.add(customer);
            client.send("PATCH", "/api/v1/cart", customer, "{\"store_id\": \"" + store + "\"}");
        }
        for (int i = 0; i < STAFF; i++) {
            employees.add(staff(shop, "EMPLOYEE", i));
            managers.add(staff(shop, "MANAGER", i));
        }
    }

    String stock(String product) {
        return "/api/v1/inventory/" + store + "/" + product;
    }

    private String staff(RunningShop shop, String role, int number) throws Exception {
        String email = role.toLowerCase(java.util.Locale.ROOT) + number + "@shop.example";
        String password = "correct horse battery";
        String id = shop.create("/api/v1/users", admin, """
                {"email": "%s", "password": "%s", "full_name": "Ann", "role": "%s"}
                """.formatted(email, password, role));
        Reply placed =
                client.send("PUT", "/api/v1/users/" + id + "/stores", admin, "{\"store_ids\": [\"" + store + "\"]}");
        assertEquals(200, placed.status(), placed::toString);
        Reply signedIn = client.post(
                "/api/v1/auth/login",
                null,
                null,
                "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password));
        assertEquals(200, signedIn.status(), signedIn::toString);
        return signedIn.body().at("/data/access_token").asText();
    }
}
