package aisle.inventory.storm;

import aisle.inventory.storm.Deed.Kind;
import aisle.testing.Client.Reply;
import aisle.testing.Waiting;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Does one thing after the other, each until it knows how that ended, whatever dies meanwhile. What it does follows from its
 * seed; what comes of it depends on everybody else.
 */
final class StormClient {
    private static final List<String> LOSSES = List.of("DAMAGE", "EXPIRY", "THEFT", "CORRECTION");

    /** What waits for a decision, for anybody to find. */
    static final class Waitings {
        final Queue<String> changes = new ConcurrentLinkedQueue<>();
        final Queue<String> requests = new ConcurrentLinkedQueue<>();
        final Queue<String> own = new ConcurrentLinkedQueue<>();
    }

    private final StormShop shop;
    private final Waitings waitings;
    private final Random random;
    private final String name;
    private final String customer;
    private final String employee;
    private int deeds;

    StormClient(StormShop shop, Waitings waitings, long seed, int number) {
        this.shop = shop;
        this.waitings = waitings;
        this.random = new Random(seed * 1_000 + number);
        this.name = "storm-" + number + "-";
        this.customer = shop.customers.get(number % shop.customers.size());
        this.employee = shop.employees.get(number % shop.employees.size());
    }

    Deed next() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> adjust();
            case 4, 5 -> count();
            case 6 -> release();
            case 7 -> largeChange();
            case 8, 9 -> reviewChange();
            case 10, 11, 12 -> order();
            case 13, 14 -> cart();
            case 15, 16 -> request();
            case 17 -> resolve();
            case 18 -> bulkReview();
            default -> withdraw();
        };
    }

    private String product() {
        return shop.products.get(random.nextInt(shop.products.size()));
    }

    private String manager() {
        return shop.managers.get(random.nextInt(shop.managers.size()));
    }

    private Deed adjust() {
        String product = product();
        int delta = 1 + random.nextInt(5);
        boolean loss = random.nextInt(3) == 0;
        String expected = random.nextInt(4) == 0 ? ", \"expected_on_hand\": " + random.nextInt(100) : "";
        long amount = loss ? -delta : delta;
        return deed(Kind.ADJUST, amount, product, "PATCH", shop.stock(product), employee, """
                {"delta": %d, "reason": "%s"%s}
                """.formatted(
                        amount, loss ? LOSSES.get(random.nextInt(LOSSES.size())) : "RECEIPT", expected));
    }

    private Deed count() {
        String product = product();
        return deed(
                Kind.COUNT,
                0,
                product,
                "PATCH",
                shop.stock(product),
                employee,
                "{\"on_hand\": %d, \"reason\": \"COUNT\"}".formatted(20 + random.nextInt(60)));
    }

    private Deed release() {
        String product = product();
        int loss = 1 + random.nextInt(20);
        return deed(Kind.RELEASE, -loss, product, "PATCH", shop.stock(product), manager(), """
                {"delta": %d, "reason": "DAMAGE", "release_reservations": true}
                """.formatted(-loss));
    }

    private Deed largeChange() {
        String product = product();
        Deed deed = deed(
                Kind.LARGE_CHANGE,
                0,
                product,
                "PATCH",
                shop.stock(product),
                employee,
                "{\"delta\": %d, \"reason\": \"RECEIPT\"}".formatted(StockStormIT.THRESHOLD + 1 + random.nextInt(20)));
        if (deed.isAcknowledged()) {
            waitings.changes.add(deed.data().path("id").asText());
        }
        return deed;
    }

    /** The same change stays in the queue now and then, so that two meet over it. */
    private Deed reviewChange() {
        String id = random.nextBoolean() ? waitings.changes.peek() : waitings.changes.poll();
        if (id == null) {
            return largeChange();
        }
        boolean approve = random.nextInt(3) > 0;
        return deed(
                Kind.REVIEW_CHANGE,
                0,
                null,
                "POST",
                "/api/v1/inventory/adjustments/" + id + (approve ? "/approve" : "/reject"),
                manager(),
                approve ? "" : "{\"reason\": \"No.\"}");
    }

    private Deed order() {
        String items = IntStream.range(0, shop.products.size())
                .filter(i -> random.nextInt(3) == 0)
                .mapToObj(i -> "{\"product_id\": \"%s\", \"quantity\": %d}"
                        .formatted(shop.products.get(i), 1 + random.nextInt(3)))
                .collect(Collectors.joining(", "));
        return deed(Kind.ORDER, 0, null, "POST", "/api/v1/orders", customer, """
                {"store_id": "%s", "fulfillment_type": "PICKUP", "payment_method": "ON_DELIVERY", "items": [%s]}
                """.formatted(
                shop.store, items.isEmpty() ? "{\"product_id\": \"" + product() + "\", \"quantity\": 1}" : items));
    }

    private Deed cart() {
        once("POST", "/api/v1/cart/items", customer, "{\"product_id\": \"%s\", \"quantity\": 1}".formatted(product()));
        Deed deed = deed(
                Kind.CART,
                0,
                null,
                "POST",
                "/api/v1/checkout/confirm",
                customer,
                "{\"fulfillment_type\": \"PICKUP\", \"payment_method\": \"ON_DELIVERY\"}");
        if (!deed.isAcknowledged()) {
            once("DELETE", "/api/v1/cart", customer, "");
        }
        return deed;
    }

    private Deed request() {
        String product = product();
        boolean add = random.nextInt(3) > 0;
        Deed deed = deed(Kind.REQUEST, 0, product, "POST", "/api/v1/stock-requests", employee, """
                {"store_id": "%s", "product_id": "%s", "request_type": "%s", "quantity": %d}
                """.formatted(
                        shop.store,
                        product,
                        add ? "ADD_QUANTITY" : "SET_QUANTITY",
                        add ? 1 + random.nextInt(9) : 30 + random.nextInt(40)));
        if (deed.isAcknowledged()) {
            (random.nextInt(4) == 0 ? waitings.own : waitings.requests)
                    .add(deed.data().path("id").asText() + employee);
        }
        return deed;
    }

    private static String id(String waiting) {
        return waiting.substring(0, 36);
    }

    private Deed resolve() {
        String waiting = random.nextBoolean() ? waitings.requests.peek() : waitings.requests.poll();
        if (waiting == null) {
            return request();
        }
        boolean approve = random.nextInt(3) > 0;
        return deed(
                Kind.RESOLVE,
                0,
                null,
                "PATCH",
                "/api/v1/stock-requests/" + id(waiting) + "/resolve",
                manager(),
                approve
                        ? "{\"status\": \"APPROVED\", \"release_reservations\": " + random.nextBoolean() + "}"
                        : "{\"status\": \"REJECTED\", \"rejection_reason\": \"No.\"}");
    }

    private Deed bulkReview() {
        List<String> some =
                waitings.requests.stream().limit(1 + random.nextInt(8)).toList();
        if (some.isEmpty()) {
            return request();
        }
        String items = some.stream()
                .map(waiting -> "{\"id\": \"" + id(waiting) + "\", \"status\": \"APPROVED\"}")
                .distinct()
                .collect(Collectors.joining(", "));
        waitings.requests.removeAll(some);
        return deed(
                Kind.BULK_REVIEW,
                0,
                null,
                "PATCH",
                "/api/v1/stock-requests/bulk-review",
                manager(),
                "{\"items\": [" + items + "]}");
    }

    private Deed withdraw() {
        String waiting = waitings.own.poll();
        if (waiting == null) {
            return request();
        }
        return deed(
                Kind.WITHDRAW, 0, null, "DELETE", "/api/v1/stock-requests/" + id(waiting), waiting.substring(36), "");
    }

    private Deed deed(Kind kind, long amount, String product, String method, String path, String token, String body) {
        String id = name + deeds;
        return new Deed(id, kind, amount, product, once(method, path, token, body));
    }

    /** Sends a request until its outcome is certain; an answer that got lost comes again with the next attempt. */
    private Reply once(String method, String path, String token, String body) {
        String id = name + deeds++;
        Reply[] last = new Reply[1];
        Waiting.until(method + " " + path + " ends", () -> {
            try {
                Reply reply = shop.client.once(method, path, token, id, body);
                last[0] = reply;
                return reply.status() < 500
                        && reply.status() != 429
                        && !reply.errorCode().equals("IDEMPOTENCY_IN_PROGRESS");
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return last[0];
    }
}
