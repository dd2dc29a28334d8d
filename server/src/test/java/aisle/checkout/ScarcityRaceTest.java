package aisle.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.delivery.SlotData;
import aisle.delivery.SlotType;
import aisle.kernel.ProductId;
import aisle.kernel.SlotId;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Three hundred who want what there is for fewer: as many get it as the scarcest allows, and nobody else holds anything. */
@AisleTest
class ScarcityRaceTest {
    private static final int BUYERS = 300;
    private static final int AT_ONCE = 60;
    private static final int PLACES = 10;
    private static final int UNITS = 100;

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    SlotData slots;

    @Inject
    Books books;

    /** The first store runs out of places, the second of goods, the third of both at the same order. */
    @Test
    void asManyOrdersAsTheScarcestAllows() {
        List<Scarce> stores = List.of(scarce(PLACES, 1), scarce(2 * UNITS, 4), scarce(PLACES, PLACES));
        List<Account> buyers =
                Stream.generate(accounts::customer).limit(AT_ONCE).toList();
        Client client = new Client("http://localhost:" + RestAssured.port);

        List<List<Reply>> replies = Crowd.atOnce(AT_ONCE, buyer -> () -> {
            List<Reply> got = new ArrayList<>();
            for (int i = buyer; i < BUYERS; i += AT_ONCE) {
                Scarce store = stores.get(i % stores.size());
                got.add(client.post(
                        "/api/v1/orders",
                        buyers.get(buyer).token(),
                        UUID.randomUUID().toString(),
                        store.wish()));
            }
            return got;
        });

        Map<String, Long> outcomes = replies.stream()
                .flatMap(List::stream)
                .map(reply -> reply.status() == 201
                        ? reply.body().at("/data/store/id").asText()
                        : reply.status() + " " + reply.errorCode())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertEquals(10L, outcomes.remove(stores.get(0).id()));
        assertEquals(25L, outcomes.remove(stores.get(1).id()));
        assertEquals(10L, outcomes.remove(stores.get(2).id()));
        long full = outcomes.getOrDefault("409 SLOT_FULL", 0L);
        long soldOut = outcomes.getOrDefault("409 INSUFFICIENT_STOCK", 0L);
        assertEquals(255L, full + soldOut, outcomes::toString);
        assertEquals(Math.min(outcomes.size(), 2), outcomes.size(), outcomes::toString);
        stores.get(0).assertSold(10);
        stores.get(1).assertSold(25);
        stores.get(2).assertSold(10);
    }

    private Scarce scarce(int places, int each) {
        Shop.Opened store = shop.open();
        SlotId slot = slots.slot(store.store(), SlotType.PICKUP, places, null, Duration.ofDays(1));
        return new Scarce(store, slot, store.product("2.00", UNITS), each);
    }

    /** A store with one product and one slot; each order wants so many pieces. */
    private final class Scarce {
        private final Shop.Opened store;
        private final SlotId slot;
        private final ProductId product;
        private final int each;

        Scarce(Shop.Opened store, SlotId slot, ProductId product, int each) {
            this.store = store;
            this.slot = slot;
            this.product = product;
            this.each = each;
        }

        String id() {
            return store.id().toString();
        }

        String wish() {
            return """
                    {"store_id": "%s", "fulfillment_type": "PICKUP", "payment_method": "ON_DELIVERY",
                     "delivery_slot_id": "%s", "items": [{"product_id": "%s", "quantity": %d}]}
                    """.formatted(store.id(), slot, product, each);
        }

        void assertSold(int orders) {
            books.assertStock(store.id(), product, Integer.toString(UNITS), Integer.toString(orders * each));
            assertEquals(orders, books.count("SELECT booked FROM delivery_slot WHERE id = ?", slot));
            assertEquals(orders, books.count("SELECT count(*) FROM slot_booking WHERE slot_id = ?", slot));
            assertEquals(orders, books.count("SELECT count(*) FROM orders WHERE store_id = ?", store.id()));
            assertEquals(orders, books.count("SELECT count(*) FROM payment WHERE store_id = ?", store.id()));
            assertEquals(
                    orders,
                    books.count(
                            "SELECT count(*) FROM audit_entry WHERE action = 'order.placed' AND store_id = ?",
                            store.id()));
        }
    }
}
