package aisle.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.ProductId;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many buyers at once: what is confirmed is exactly what there was, and nobody sees a server error. */
@AisleTest
class PlaceOrderRaceTest {
    private static final int BUYERS = 64;

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Test
    void twoHundredUnitsAreSoldExactlyOnce() {
        Client client = new Client("http://localhost:" + RestAssured.port);
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 200);
        List<Account> buyers = Stream.generate(accounts::customer).limit(BUYERS).toList();

        List<List<Reply>> replies =
                Crowd.atOnce(BUYERS, i -> () -> buyUntilSoldOut(client, store, product, buyers.get(i)));

        List<Reply> all = replies.stream().flatMap(List::stream).toList();
        long units = all.stream()
                .filter(reply -> reply.status() == 201)
                .mapToLong(reply -> reply.body().at("/data/items/0/quantity").asLong())
                .sum();
        assertEquals(200, units);
        assertEquals(
                List.of(),
                all.stream()
                        .filter(reply ->
                                reply.status() != 201 && !reply.errorCode().equals("INSUFFICIENT_STOCK"))
                        .toList());
        books.assertStock(store.id(), product, "200", "200");
        assertEquals(
                all.stream().filter(reply -> reply.status() == 201).count(),
                books.count("SELECT count(*) FROM orders WHERE store_id = ?", store.id()));
    }

    /** Asks for 1 or 2 until refused, then for what is said to be left, until nothing is. */
    private static List<Reply> buyUntilSoldOut(Client client, Shop.Opened store, ProductId product, Account buyer)
            throws Exception {
        List<Reply> replies = new ArrayList<>();
        int wanted = 1;
        while (wanted > 0 && replies.size() < 1_000) {
            Reply reply = client.post(
                    "/api/v1/orders", buyer.token(), UUID.randomUUID().toString(), store.pickup(product, wanted));
            replies.add(reply);
            wanted = reply.status() == 201
                    ? 1 + replies.size() % 2
                    : reply.body()
                            .at("/error/details/items/0/available_quantity")
                            .asInt();
        }
        return replies;
    }

    @Test
    void manyProductsInAnyOrderDoNotDeadlockAndAddUp() {
        Client client = new Client("http://localhost:" + RestAssured.port);
        Shop.Opened store = shop.open();
        List<ProductId> products =
                Stream.generate(() -> store.product("2.00", 1_000)).limit(5).toList();
        List<Account> buyers = Stream.generate(accounts::customer).limit(16).toList();
        Random random = new Random(42);
        List<List<String>> orders = new ArrayList<>();
        for (int buyer = 0; buyer < buyers.size(); buyer++) {
            List<String> own = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                own.add(fiveProductsOneTwice(store, products, random));
            }
            orders.add(own);
        }

        List<List<Reply>> replies = Crowd.atOnce(buyers.size(), i -> () -> {
            List<Reply> got = new ArrayList<>();
            for (String body : orders.get(i)) {
                got.add(client.post(
                        "/api/v1/orders",
                        buyers.get(i).token(),
                        UUID.randomUUID().toString(),
                        body));
            }
            return got;
        });

        assertTrue(replies.stream().flatMap(List::stream).allMatch(reply -> reply.status() == 201));
        for (ProductId product : products) {
            long ordered = replies.stream()
                    .flatMap(List::stream)
                    .flatMap(reply -> Stream.of(reply.body().at("/data/items")))
                    .mapToLong(items -> {
                        long sum = 0;
                        for (var item : items) {
                            sum += item.path("product_id").asText().equals(product.toString())
                                    ? item.path("quantity").asLong()
                                    : 0;
                        }
                        return sum;
                    })
                    .sum();
            books.assertStock(store.id(), product, "1000", Long.toString(ordered));
        }
        assertEquals(
                80 * 6, books.count("SELECT sum(quantity)::bigint FROM order_line WHERE store_id = ?", store.id()));
    }

    private static String fiveProductsOneTwice(Shop.Opened store, List<ProductId> products, Random random) {
        List<ProductId> wanted = new ArrayList<>(products);
        wanted.add(products.get(random.nextInt(products.size())));
        Collections.shuffle(wanted, random);
        String items = wanted.stream()
                .map(product -> "{\"product_id\": \"" + product + "\", \"quantity\": 1}")
                .collect(Collectors.joining(","));
        return """
                {"store_id": "%s", "fulfillment_type": "PICKUP", "payment_method": "ON_DELIVERY", "items": [%s]}
                """.formatted(store.id(), items);
    }

    @Test
    void oneConfirmSentTwentyTimesIsOneOrder() {
        Client client = new Client("http://localhost:" + RestAssured.port);
        Shop.Opened store = shop.open();
        ProductId product = store.product("3.00", 50);
        Account buyer = accounts.customer();
        buyer.request()
                .body("{\"store_id\": \"" + store.id() + "\"}")
                .patch("/api/v1/cart")
                .then()
                .statusCode(200);
        buyer.request()
                .body("{\"product_id\": \"" + product + "\", \"quantity\": 2}")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200);
        String body = "{\"fulfillment_type\": \"PICKUP\", \"payment_method\": \"ON_DELIVERY\"}";

        List<Reply> replies =
                Crowd.atOnce(20, i -> () -> client.post("/api/v1/checkout/confirm", buyer.token(), "one-intent", body));

        List<String> orders = replies.stream()
                .filter(reply -> reply.status() == 201)
                .map(reply -> reply.body().at("/data/id").asText())
                .distinct()
                .toList();
        assertEquals(1, orders.size());
        assertTrue(replies.stream()
                .allMatch(reply -> reply.status() == 201 || reply.errorCode().equals("IDEMPOTENCY_IN_PROGRESS")));
        assertEquals(1, books.count("SELECT count(*) FROM orders WHERE store_id = ?", store.id()));
        books.assertStock(store.id(), product, "50", "2");
    }
}
