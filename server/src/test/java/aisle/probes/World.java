package aisle.probes;

import aisle.kernel.CustomerId;
import aisle.kernel.OrderId;
import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.platform.db.Database;
import aisle.retention.Invoiced;
import aisle.retention.RestrictedRecords;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.Books;
import aisle.testing.Keys;
import aisle.testing.Shop;
import aisle.testing.Waiting;
import io.restassured.response.Response;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A shop in which every probe finds what it needs, with few or many of each thing. */
@Singleton
class World {
    static final String ADDRESS =
            "{'full_name': 'Ann', 'line1': '1 Main Street', 'city': 'Porto', 'country': 'PT', 'is_default': false}";

    static final String PAYMENT_METHOD = "{'provider': 'SANDBOX', 'token': '{unique}', 'last4': '4242'}";

    static final String EMPLOYEE = "{'name': 'Ann', 'position': 'Clerk', 'store_id': '{store}'}";

    static final String SLOT = "{'store_id': '{store}', 'type': 'PICKUP', 'date': '2035-01-01', 'start': '08:00',"
            + " 'end': '10:00', 'capacity': 5}";

    static final String SLOT_TEMPLATE = "{'store_id': '{store}', 'type': 'PICKUP', 'weekday': 'monday',"
            + " 'start': '08:00', 'end': '10:00', 'capacity': 5}";

    private static final Pattern NAME = Pattern.compile("\\{([a-z_]+)}");
    private static final int FEW = 2;

    /** Of a page; fewer than there are, since the last page of a list needs no count. */
    private static final int MANY_ROWS = 3;

    private final Accounts accounts;
    private final Shop shop;
    private final Books books;
    private final RestrictedRecords restricted;
    private final Database database;

    World(Accounts accounts, Shop shop, Books books, RestrictedRecords restricted, Database database) {
        this.restricted = restricted;
        this.database = database;
        this.accounts = accounts;
        this.shop = shop;
        this.books = books;
    }

    /** @param things how many lines an order has, and how many products, orders and the like there are */
    Furnished furnished(int things) {
        Shop.Opened here = shop.open();
        StoreId elsewhere = accounts.store().id();
        List<ProductId> products = new ArrayList<>();
        for (int i = 0; i < things; i++) {
            products.add(here.product("2.00", 100_000));
        }
        String gtin = gtin();
        String other = id(here.admin()
                .request()
                .body(Map.of("name", "Product " + UUID.randomUUID(), "price", 1, "gtin", gtin, "status", "ACTIVE"))
                .post("/api/v1/products"));
        Account customer = accounts.customer();
        Furnished furnished = new Furnished(
                here,
                elsewhere,
                products,
                other,
                gtin,
                id(here.admin()
                        .request()
                        .body(Map.of("name", "Category " + UUID.randomUUID()))
                        .post("/api/v1/categories")),
                customer,
                accounts.staff(Role.EMPLOYEE, here.id()),
                new ArrayList<>());
        for (ProductId product : products) {
            furnished.sell(product);
        }
        for (int i = 0; i < things; i++) {
            furnished.orders.add(id(customer.request()
                    .header("Idempotency-Key", UUID.randomUUID())
                    .body(furnished.fill("{'store_id': '{store}', 'fulfillment_type': 'PICKUP',"
                            + " 'payment_method': 'ON_DELIVERY', 'items': [{items}]}"))
                    .post("/api/v1/orders")));
        }
        return furnished;
    }

    private static String id(Response created) {
        return created.then().statusCode(201).extract().path("data.id");
    }

    private static String gtin() {
        long digits = ThreadLocalRandom.current().nextLong(100_000_000_000L, 1_000_000_000_000L);
        int sum = 0;
        long rest = digits;
        for (int i = 0; i < 12; i++) {
            sum += (int) (rest % 10) * (i % 2 == 0 ? 3 : 1);
            rest /= 10;
        }
        return digits + Integer.toString((10 - sum % 10) % 10);
    }

    /** The shop with its things. */
    final class Furnished {
        final Shop.Opened here;
        final StoreId elsewhere;
        final Account customer;
        private final List<ProductId> products;
        private final String otherProduct;
        private final String gtin;
        private final String category;
        private final Account colleague;
        private final List<String> orders;
        private final PricedProducts priced;

        private Furnished(
                Shop.Opened here,
                StoreId elsewhere,
                List<ProductId> products,
                String otherProduct,
                String gtin,
                String category,
                Account customer,
                Account colleague,
                List<String> orders) {
            this.here = here;
            this.elsewhere = elsewhere;
            this.products = products;
            this.otherProduct = otherProduct;
            this.gtin = gtin;
            this.category = category;
            this.customer = customer;
            this.colleague = colleague;
            this.orders = orders;
            this.priced = new PricedProducts(here, books);
        }

        /** A text of a probe with values for its names. Single quotes become double ones, for JSON in Java. */
        String fill(String text) {
            return NAME.matcher(text)
                    .replaceAll(name -> java.util.regex.Matcher.quoteReplacement(value(name.group(1))))
                    .replace('\'', '"');
        }

        /** What a name of a probe stands for now. */
        String value(String name) {
            return switch (name) {
                case "unique" -> "u" + UUID.randomUUID();
                case "store" -> here.id().toString();
                case "stores" -> "'" + here.id() + "'" + (many() ? ", '" + elsewhere + "'" : "");
                case "product" -> products.getFirst().toString();
                case "other_product" -> otherProduct;
                case "gtin" -> gtin;
                case "new_product" -> priced.fresh();
                case "priced_product" -> priced.listed();
                case "scheduled_product" -> priced.scheduled();
                case "scheduled_price" -> priced.scheduledPrice();
                case "category" -> category;
                case "order" -> orders.getFirst();
                case "draft" -> draft();
                case "paid_order" -> paidOrder();
                case "unpaid_order" -> unpaidOrder();
                case "sandbox_charge" -> sandboxCharge();
                case "order_on_delivery" -> orderOnDelivery();
                case "payment_issue" -> paymentIssue();
                case "customer" -> customer.id().toString();
                case "colleague" -> colleague.id().toString();
                case "somebody" -> accounts.customer().id().toString();
                case "address" -> addresses();
                case "restricted_order" -> restrictedRecord();
                case "payment_method" -> paymentMethods();
                case "walk_in" -> made("/api/v1/customers", "{'full_name': 'Ann'}");
                case "employee" -> made("/api/v1/employees", EMPLOYEE);
                case "api_key" ->
                    Keys.make(here.admin(), Map.of("name", "Probed", "scopes", List.of("listJobs")))
                            .id();
                case "email" -> customer.email();
                case "password" -> Accounts.PASSWORD;
                case "form_password" -> URLEncoder.encode(Accounts.PASSWORD, StandardCharsets.UTF_8);
                case "refresh_token" -> accounts.signInAgain(customer).refreshToken();
                case "rows" -> many() ? Integer.toString(MANY_ROWS) : "1";
                case "new_category" -> made("/api/v1/categories", "{'name': 'Category {unique}'}");
                case "slot" -> made("/api/v1/delivery-slots", SLOT);
                case "slot_template" -> made("/api/v1/delivery-slots/templates", SLOT_TEMPLATE);
                case "slot_hold" -> {
                    cart();
                    yield id(customer.request().post("/api/v1/delivery-slots/" + value("slot") + "/hold"));
                }
                case "stock_take" -> made("/api/v1/inventory/stock-takes", "{'store_id': '{store}'}");
                case "counted_stock_take" -> countedStockTake();
                case "counts" ->
                    products.stream()
                            .map(product -> "{'product_id': '" + product + "', 'quantity': 99999}")
                            .collect(Collectors.joining(", "));
                case "idle_store" -> accounts.store().id().toString();
                case "tag", "new_tag" -> tag();
                case "tagged_store" -> {
                    products.forEach(product -> tag());
                    yield here.id().toString();
                }
                case "items" ->
                    products.stream()
                            .map(product -> "{'product_id': '" + product + "', 'quantity': 1}")
                            .collect(Collectors.joining(", "));
                case "product_ids" ->
                    products.stream().map(product -> "'" + product + "'").collect(Collectors.joining(", "));
                case "stock_request" -> stockRequest(colleague, products.getFirst());
                case "own_stock_request" -> stockRequest(here.admin(), products.getFirst());
                case "stock_request_reviews" ->
                    products.stream()
                            .map(product -> "{'id': '" + stockRequest(colleague, product) + "', 'status': 'APPROVED'}")
                            .collect(Collectors.joining(", "));
                case "stock_adjustment" -> stockAdjustment(products.getFirst());
                case "cart_line" -> cart().path("data.items[0].id");
                case "import" -> importJob("COMPLETED");
                case "undelivered_event" -> parkedDelivery();
                case "waiting_import" -> importJob("RUNNING");
                default -> throw new IllegalArgumentException("World knows no {" + name + "}: add it to World.value");
            };
        }

        /** Puts things in their place before a probe. */
        void prepare(String what) {
            switch (what) {
                case "cart" -> cart();
                case "slots" -> products.forEach(product -> value("slot"));
                case "slot templates" -> products.forEach(product -> value("slot_template"));
                case "stock-takes" -> products.forEach(product -> value("stock_take"));
                case "imports" -> products.forEach(product -> importJob("COMPLETED"));
                case "deliveries" -> products.forEach(product -> parkedDelivery());
                case "addresses" -> addresses();
                case "payment methods" -> paymentMethods();
                case "payment issues" -> products.forEach(product -> paymentIssue());
                case "stock requests" -> products.forEach(product -> stockRequest(colleague, product));
                case "stock adjustments" -> products.forEach(this::stockAdjustment);
                case "customers" -> products.forEach(product -> value("walk_in"));
                case "employees" -> products.forEach(product -> value("employee"));
                case "api keys" -> products.forEach(product -> value("api_key"));
                case "wishes" -> products.forEach(this::wish);
                case "prices" -> priced.fill(products.getFirst(), products.size());
                case "idle job" -> Waiting.until("the job is idle", () -> books.count("""
                            SELECT count(*) FROM job
                            WHERE name = 'month-partitions' AND NOT requested AND lease_until IS NULL
                            """) == 1);
                case "restricted records" -> products.forEach(product -> restrictedRecord());
                case "settings" -> products.forEach(product -> setting());
                case "notifications" -> products.forEach(product -> notification());
                default ->
                    throw new IllegalArgumentException("World prepares no " + what + ": add it to World.prepare");
            }
        }

        /** Puts a product into the category and into the store's assortment. */
        private void sell(ProductId product) {
            books.change("UPDATE product SET category_id = ? WHERE id = ?", UUID.fromString(category), product);
            books.change(
                    "INSERT INTO assortment (store_id, product_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    here.id(),
                    product,
                    Instant.EPOCH);
        }

        /** An event for a subscriber that there is not, so that nothing delivers it meanwhile. */
        private String parkedDelivery() {
            UUID id = UUID.randomUUID();
            books.change("DELETE FROM outbox_delivery WHERE subscriber = 'probes' AND parked_at IS NULL");
            books.change("""
                    INSERT INTO outbox (id, type, aggregate_type, aggregate_id, aggregate_version, payload, occurred_at)
                    VALUES (?, 'probe.v1', 'probe', ?, 1, '{}', ?)
                    """, id, id.toString(), Instant.EPOCH);
            books.change("""
                    INSERT INTO outbox_delivery (event_id, subscriber, next_attempt_at, parked_at, last_error)
                    VALUES (?, 'probes', ?, ?, 'probed')
                    """, id, Instant.EPOCH, Instant.EPOCH);
            return id.toString();
        }

        /** The customer has as many addresses as there are things, and no others; answers the last one. */
        private String addresses() {
            books.change(
                    "DELETE FROM customer_address WHERE customer_id = (SELECT id FROM customer WHERE user_id = ?)",
                    customer.id());
            String id = "";
            for (int i = 0; i < products.size(); i++) {
                id = id(customer.request().body(fill(ADDRESS)).post("/api/v1/me/addresses"));
            }
            return id;
        }

        /** As an erasure leaves one; answers the order. */
        private String restrictedRecord() {
            OrderId order = new OrderId(UUID.randomUUID());
            Invoiced invoiced =
                    new Invoiced(order, "A-PROBE", Instant.now(), ZoneOffset.UTC, new Invoiced.Buyer("Ann", null));
            database.transaction(tx -> {
                restricted.keep(tx, new CustomerId(UUID.randomUUID()), List.of(invoiced));
                return true;
            });
            return order.toString();
        }

        /** The first order, when nothing of it is paid. */
        private String unpaidOrder() {
            books.change("""
                    UPDATE payment SET refunded = 0, captured = 0, status = 'VOIDED' WHERE order_id = ?
                    """, UUID.fromString(orders.getFirst()));
            return orders.getFirst();
        }

        /** A payment in the sandbox that waits for its customer. */
        private String sandboxCharge() {
            String reference = "sbx_" + UUID.randomUUID();
            books.change("""
                    INSERT INTO sandbox_charge (reference, token, currency, amount, state, created_at)
                    VALUES (?, 'tok_action', 'USD', 1, 'OPEN', ?)
                    """, reference, Instant.EPOCH);
            return reference;
        }

        /** The first order, before its money was collected. */
        private String orderOnDelivery() {
            UUID order = UUID.fromString(orders.getFirst());
            books.change("DELETE FROM payment_collection WHERE order_id = ?", order);
            books.change(
                    "UPDATE payment SET refunded = 0, captured = 0, status = 'AUTHORIZED'"
                            + " WHERE order_id = ? AND method = 'ON_DELIVERY'",
                    order);
            return orders.getFirst();
        }

        /** The first order, when its money was collected. */
        private String paidOrder() {
            books.change("""
                    UPDATE payment SET captured = authorized, refunded = 0, status = 'CAPTURED'
                    WHERE order_id = ? AND method = 'ON_DELIVERY'
                    """, UUID.fromString(orders.getFirst()));
            return orders.getFirst();
        }

        /** Something about the first order's payment that somebody should look at. */
        private String paymentIssue() {
            UUID id = UUID.randomUUID();
            books.change("""
                    INSERT INTO payment_issue (store_id, id, kind, payment_id, order_id, subject, amount, currency, created_at)
                    SELECT store_id, ?, 'DISPUTE', id, order_id, ?, 1, currency, created_at FROM payment
                    WHERE order_id = ? AND method = 'ON_DELIVERY'
                    """, id, id.toString(), UUID.fromString(orders.getFirst()));
            return id.toString();
        }

        /** The customer keeps as many as there are things, and no others; answers the last one. */
        private String paymentMethods() {
            books.change("DELETE FROM saved_payment_method WHERE user_id = ?", customer.id());
            String id = "";
            for (int i = 0; i < products.size(); i++) {
                id = id(customer.request().body(fill(PAYMENT_METHOD)).post("/api/v1/me/payment-methods"));
            }
            return id;
        }

        private String stockRequest(Account who, ProductId product) {
            return id(who.request()
                    .body(fill("{'store_id': '{store}', 'request_type': 'ADD_QUANTITY', 'quantity': 1, 'product_id': '")
                            + product + "\"}")
                    .post("/api/v1/stock-requests"));
        }

        /** A change of stock by the colleague that is too large for one person. */
        private String stockAdjustment(ProductId product) {
            return colleague
                    .request()
                    .body("{\"delta\": 2000000, \"reason\": \"RECEIPT\"}")
                    .patch("/api/v1/inventory/" + here.id() + "/" + product)
                    .then()
                    .statusCode(202)
                    .extract()
                    .path("data.id");
        }

        private String made(String path, String body) {
            return id(here.admin().request().body(fill(body)).post(path));
        }

        private String countedStockTake() {
            String id = value("stock_take");
            here.admin()
                    .request()
                    .body(fill("{'counts': [{counts}]}"))
                    .post("/api/v1/inventory/stock-takes/" + id + "/counts")
                    .then()
                    .statusCode(200);
            return id;
        }

        private String tag() {
            return made("/api/v1/stores/" + here.id() + "/tags", "{'name': 'Tag {unique}'}");
        }

        private void wish(ProductId product) {
            books.change(
                    "INSERT INTO wishlist_item (user_id, product_id, added_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    customer.id(),
                    product,
                    Instant.EPOCH);
        }

        private String draft() {
            return id(here.admin()
                    .request()
                    .header("Idempotency-Key", UUID.randomUUID())
                    .body(fill(
                            "{'store_id': '{store}', 'fulfillment_type': 'PICKUP', 'draft': true, 'items': [{items}]}"))
                    .post("/api/v1/orders"));
        }

        private void setting() {
            here.admin()
                    .request()
                    .body(fill("{'store_id': '{store}', 'settings': [{'key': 'delivery_fee', 'value': '0'}]}"))
                    .put("/api/v1/admin/settings")
                    .then()
                    .statusCode(200);
        }

        private void notification() {
            books.change("""
                    INSERT INTO notification (id, customer_id, event_id, type, payload, created_at)
                    SELECT ?, id, ?, 'ORDER_PLACED', '{}', ? FROM customer WHERE user_id = ?
                    """, UUID.randomUUID(), UUID.randomUUID(), Instant.EPOCH, customer.id());
        }

        private boolean many() {
            return products.size() > FEW;
        }

        /** The customer's cart, with each product in it. */
        private Response cart() {
            Response cart =
                    customer.request().body(fill("{'store_id': '{store}'}")).patch("/api/v1/cart");
            for (ProductId product : products) {
                cart = customer.request()
                        .body(Map.of("product_id", product.toString(), "quantity", 1))
                        .post("/api/v1/cart/items");
                cart.then().statusCode(200);
            }
            return cart;
        }

        /** A job that no node takes up, since another one is said to work on it. */
        private String importJob(String status) {
            UUID id = UUID.randomUUID();
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            books.change("""
                    INSERT INTO import_job (id, kind, status, file_name, mapping, currency, dry_run, created_at, lease_until)
                    VALUES (?, 'PRODUCTS', ?, 'products.csv', '{}', 'USD', false, ?, ?)
                    """, id, status, now, now.plus(1, ChronoUnit.DAYS));
            for (int row = 1; row <= products.size(); row++) {
                books.change(
                        "INSERT INTO import_error (job_id, row_number, column_name, reason) VALUES (?, ?, 'price', 'no')",
                        id,
                        row);
            }
            return id.toString();
        }
    }
}
