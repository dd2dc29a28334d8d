package aisle.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.OrderId;
import aisle.kernel.OrderLineId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.platform.db.Database;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Shop;
import aisle.testing.Waiting;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An order that has to wait for somebody else's change of the same stock. */
@AisleTest
class ReserveRaceTest {
    @Inject
    Shop shop;

    @Inject
    Books books;

    @Inject
    Database database;

    @Inject
    Inventory inventory;

    @Test
    void whatArrivesWhileAnOrderWaitsIsSoldToIt() throws Exception {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 1);
        Reserve wanted = Reserve.forOrder(
                store.id(),
                new OrderId(UUID.randomUUID()),
                List.of(new Reserve.Line(new OrderLineId(UUID.randomUUID()), product, Quantity.of(2))));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> order = database.transaction(tx -> {
                tx.handle().execute("UPDATE stock SET on_hand = on_hand + 9 WHERE product_id = ?", product);
                int ourselves = tx.handle()
                        .createQuery("SELECT pg_backend_pid()")
                        .mapTo(Integer.class)
                        .one();
                Future<?> waiting = threads.submit(() -> database.transaction(other -> {
                    inventory.reserveLast(other, wanted);
                    return true;
                }));
                Waiting.until(
                        "the order waits for the delivery",
                        () -> books.count(
                                        "SELECT count(*) FROM pg_stat_activity WHERE ? = ANY (pg_blocking_pids(pid))",
                                        ourselves)
                                == 1);
                return waiting;
            });
            order.get(30, TimeUnit.SECONDS);
        }
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM stock WHERE product_id = ? AND on_hand = 10 AND reserved = 2", product));
    }
}
