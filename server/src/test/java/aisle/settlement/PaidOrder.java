package aisle.settlement;

import aisle.kernel.Actor;
import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.ProductId;
import aisle.payments.Payments;
import aisle.payments.WantedOrders;
import aisle.platform.db.Database;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.Books;
import aisle.testing.Shop;
import io.restassured.response.Response;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;

/** Orders that are paid by the sandbox. */
@Singleton
class PaidOrder {
    private static final Actor SYSTEM = Actor.system("paid-order");

    private final Shop shop;
    private final Accounts accounts;
    private final WantedOrders wanted;
    private final Payments payments;
    private final Database database;
    private final Books books;

    PaidOrder(Shop shop, Accounts accounts, WantedOrders wanted, Payments payments, Database database, Books books) {
        this.shop = shop;
        this.accounts = accounts;
        this.wanted = wanted;
        this.payments = payments;
        this.database = database;
        this.books = books;
    }

    /** One order of three pieces at 3.33. */
    record Placed(Shop.Opened store, Account buyer, ProductId product, OrderId id, String item) {
        String path(String what) {
            return "/api/v1/orders/" + id + "/" + what;
        }
    }

    /** An order that nobody pays yet. */
    Placed unpaid() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("3.33", 10);
        Account buyer = accounts.customer();
        Response placed = buyer.request()
                .header("Idempotency-Key", UUID.randomUUID())
                .body(store.pickup(product, 3))
                .post("/api/v1/orders");
        placed.then().statusCode(201);
        OrderId id = new OrderId(UUID.fromString(placed.path("data.id")));
        books.change("UPDATE payment SET status = 'VOIDED' WHERE order_id = ?", id.value());
        wanted.want(id);
        return new Placed(store, buyer, product, id, placed.path("data.items[0].id"));
    }

    /** The buyer pays. */
    Response pay(Placed order, String token, Object key) {
        return order.buyer()
                .request()
                .header("Idempotency-Key", key)
                .body(Map.of("payment_method", "SANDBOX", "payment_token", token))
                .post(order.path("payments"));
    }

    /** The whole of it is taken. */
    void capture(Placed order) {
        database.transaction(tx -> {
            payments.capture(
                    tx,
                    SYSTEM,
                    order.store().id(),
                    order.id(),
                    Money.of("9.99", order.store().store().currency().getCurrencyCode()));
            return true;
        });
        payments.proceed(SYSTEM, order.store().id(), order.id());
    }

    /** An order whose money was taken. */
    Placed captured(String token) {
        Placed order = unpaid();
        pay(order, token, UUID.randomUUID()).then().statusCode(201);
        capture(order);
        return order;
    }
}
