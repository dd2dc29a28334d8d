package aisle.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aisle.kernel.DomainError;
import aisle.kernel.OrderId;
import aisle.kernel.OrderLineId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.platform.db.Database;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.RecurringWork;
import aisle.testing.Shop;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

/** Stock that is held for a purchase under way. */
@AisleTest
class HoldsTest {
    @Inject
    Shop shop;

    @Inject
    Books books;

    @Inject
    Database database;

    @Inject
    Inventory inventory;

    @Inject
    RecurringWork work;

    private UUID hold(Shop.Opened store, Instant until, int quantity, ProductId... products) {
        UUID checkout = UUID.randomUUID();
        List<Reserve.Line> lines = List.of(products).stream()
                .map(product -> new Reserve.Line(null, product, Quantity.of(quantity)))
                .toList();
        database.transaction(tx -> {
            inventory.reserveLast(tx, Reserve.hold(store.id(), checkout, until, lines));
            return true;
        });
        return checkout;
    }

    private void release(Shop.Opened store, UUID owner) {
        database.transaction(tx -> {
            inventory.releaseLast(tx, store.id(), owner);
            return true;
        });
    }

    private long reserved(ProductId product) {
        long reserved = books.count("SELECT reserved::bigint FROM stock WHERE product_id = ?", product);
        assertEquals(
                reserved,
                books.count(
                        "SELECT coalesce(sum(quantity), 0)::bigint FROM reservation WHERE product_id = ?", product));
        return reserved;
    }

    private static Instant inAnHour() {
        return Instant.now().plus(1, ChronoUnit.HOURS);
    }

    private static Instant aMinuteAgo() {
        return Instant.now().minus(1, ChronoUnit.MINUTES);
    }

    @Test
    void whatIsHeldIsNotSoldAndComesBackWhenItIsReleased() {
        Shop.Opened store = shop.open();
        ProductId bread = store.product("1.00", 3);
        ProductId milk = store.product("1.00", 3);
        UUID checkout = hold(store, inAnHour(), 2, bread, milk);
        assertEquals(2, reserved(bread));
        assertThrows(DomainError.class, () -> hold(store, inAnHour(), 2, milk));
        release(store, checkout);
        release(store, checkout);
        assertEquals(0, reserved(bread));
        assertEquals(0, reserved(milk));
    }

    @Test
    void theJobFreesWhatHasExpiredAndNothingElse() {
        Shop.Opened store = shop.open();
        ProductId bread = store.product("1.00", 100);
        ProductId milk = store.product("1.00", 100);
        hold(store, aMinuteAgo(), 2, bread, milk);
        hold(store, aMinuteAgo(), 3, bread);
        hold(store, inAnHour(), 5, bread);
        work.run("reservation-expiry");
        assertEquals(5, reserved(bread));
        assertEquals(0, reserved(milk));
    }

    /** A product that somebody works on is left alone; the job waits for nobody. */
    @Test
    void whatSomebodyHasLockedIsFreedAtTheNextRun() {
        Shop.Opened store = shop.open();
        ProductId locked = store.product("1.00", 10);
        ProductId free = store.product("1.00", 10);
        hold(store, aMinuteAgo(), 1, locked, free);
        database.transaction(tx -> {
            tx.handle().execute("SELECT FROM stock WHERE product_id = ? FOR UPDATE", locked);
            work.run("reservation-expiry");
            assertEquals(1, reserved(locked));
            assertEquals(0, reserved(free));
            return true;
        });
        work.run("reservation-expiry");
        assertEquals(0, reserved(locked));
    }

    /** Whatever dies between: the database takes no promise that would never end. */
    @Test
    void aHoldWithoutEndAndAnOrderWithOneAreImpossible() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 10);
        Reserve endless = new Reserve(
                store.id(),
                Reserve.Owner.CHECKOUT,
                UUID.randomUUID(),
                null,
                List.of(new Reserve.Line(null, product, Quantity.of(1))));
        Reserve ending = new Reserve(
                store.id(),
                Reserve.Owner.ORDER,
                new OrderId(UUID.randomUUID()).value(),
                inAnHour(),
                List.of(new Reserve.Line(new OrderLineId(UUID.randomUUID()), product, Quantity.of(1))));
        for (Reserve impossible : List.of(endless, ending)) {
            assertThrows(
                    JdbiException.class,
                    () -> database.transaction(tx -> {
                        inventory.reserveLast(tx, impossible);
                        return true;
                    }));
        }
        assertEquals(0, reserved(product));
    }
}
