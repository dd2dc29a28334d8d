package aisle.inventory.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.inventory.storm.Deed.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Proves by plain SQL, without the product's own proof, that the books are true and hold what the clients were told. */
final class StormProof {
    private final Connection connection;
    private final StormShop shop;
    private final List<Deed> deeds;
    private final long seed;

    StormProof(Connection connection, StormShop shop, List<Deed> deeds, long seed) throws SQLException {
        this.connection = connection;
        this.shop = shop;
        this.deeds = deeds;
        this.seed = seed;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path TO aisle, public");
        }
    }

    void prove() throws SQLException {
        theBooksAreTrue();
        reservationsHaveOpenOwners();
        everyAcknowledgedDeedIsThereOnceAndNoOther();
        amountsAreThoseOfTheAnswers();
        ordersAreThoseOfTheAnswers();
        requestsAreBookedOnce();
    }

    private void none(String what, String sql) throws SQLException {
        assertEquals(Map.of(), rows(sql), what + ", seed " + seed);
    }

    /** The first two columns of a query. */
    private Map<String, String> rows(String sql) throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.put(found.getString(1), found.getString(2));
            }
        }
        return rows;
    }

    private void theBooksAreTrue() throws SQLException {
        none(
                "nothing is negative",
                "SELECT product_id, on_hand FROM stock WHERE on_hand < 0 OR reserved < 0 OR reserved > on_hand");
        none("the ledger is the stock", """
                SELECT s.product_id, s.on_hand || ' is not ' || sum(m.delta) FROM stock s JOIN stock_movement m USING (store_id, product_id)
                GROUP BY s.store_id, s.product_id
                HAVING s.on_hand <> sum(m.delta) OR s.ledger_seq <> count(*) OR s.ledger_seq <> max(m.seq)
                """);
        none("each balance follows from the one before", """
                SELECT m.product_id, m.seq FROM stock_movement m
                     LEFT JOIN stock_movement b ON b.store_id = m.store_id AND b.product_id = m.product_id AND b.seq = m.seq - 1
                WHERE m.balance_after <> coalesce(b.balance_after, 0) + m.delta
                """);
        none("reserved is the sum of the reservations", """
                SELECT s.product_id, s.reserved || ' is not ' || coalesce(sum(r.quantity), 0)
                FROM stock s LEFT JOIN reservation r USING (store_id, product_id)
                GROUP BY s.store_id, s.product_id HAVING s.reserved <> coalesce(sum(r.quantity), 0)
                """);
    }

    private void reservationsHaveOpenOwners() throws SQLException {
        none("every line has its reservation, and every reservation its line", """
                SELECT coalesce(l.id, r.order_line_id), coalesce(l.quantity - l.short_quantity, 0) || ' is not ' || coalesce(r.quantity, 0)
                FROM order_line l FULL JOIN reservation r ON r.order_line_id = l.id AND r.owner_id = l.order_id AND r.owner_type = 'ORDER'
                WHERE coalesce(l.quantity - l.short_quantity, 0) <> coalesce(r.quantity, 0)
                """);
        none("a line of which nothing is left is missing", """
                SELECT id, picked_status FROM order_line WHERE (short_quantity = quantity) <> (picked_status = 'MISSING')
                """);
        none("each version of an order has its event", """
                SELECT o.id, o.version FROM orders o JOIN order_event e ON e.store_id = o.store_id AND e.order_id = o.id
                GROUP BY o.store_id, o.id HAVING count(*) <> o.version OR max(e.version) <> o.version
                """);
        none("an order is worth what is left of it", """
                SELECT o.id, o.final_calculation #>> '{totals,total,amount}' FROM orders o JOIN order_line l ON l.store_id = o.store_id AND l.order_id = o.id
                GROUP BY o.store_id, o.id
                HAVING coalesce((o.final_calculation #>> '{totals,total,amount}')::numeric, o.total) <> sum((l.quantity - l.short_quantity) * l.unit_price)
                """);
    }

    /** Request ids are the deeds' own, so that the audit tells which of them were carried out, and how often. */
    private void everyAcknowledgedDeedIsThereOnceAndNoOther() throws SQLException {
        Map<String, String> audited = rows("""
                SELECT request_id || ' ' || action, count(*) FROM audit_entry
                WHERE request_id LIKE 'storm-%' AND action NOT LIKE 'cart.%' AND action <> 'order.items_short'
                GROUP BY request_id, action
                """);
        Map<String, String> expected = new TreeMap<>();
        for (Deed deed : deeds) {
            if (!deed.isAcknowledged()) {
                continue;
            }
            if (deed.kind() == Kind.BULK_REVIEW) {
                expect(
                        expected,
                        deed,
                        "stock_request.approved",
                        deed.data().path("approved").asInt());
                expect(
                        expected,
                        deed,
                        "stock.adjusted",
                        deed.data().path("approved").asInt());
            } else {
                expect(expected, deed, deed.audited(), 1);
                boolean books = deed.audited().endsWith(".approved");
                expect(expected, deed, "stock.adjusted", books ? 1 : 0);
            }
        }
        assertEquals(expected, audited, "seed " + seed);
        none("nothing was booked or told twice", """
                SELECT aggregate_type || aggregate_id || type, aggregate_version FROM outbox
                WHERE aggregate_type <> 'assortment' AND aggregate_type <> 'cart'
                GROUP BY aggregate_type, aggregate_id, aggregate_version, type HAVING count(*) > 1
                """);
    }

    private static void expect(Map<String, String> expected, Deed deed, String action, int times) {
        if (times > 0) {
            expected.put(deed.id() + " " + action, Integer.toString(times));
        }
    }

    private void amountsAreThoseOfTheAnswers() throws SQLException {
        Map<String, String> booked = rows("""
                SELECT request_id, (details ->> 'delta')::numeric::bigint FROM audit_entry
                WHERE request_id LIKE 'storm-%' AND action = 'stock.adjusted'
                """);
        for (Deed deed : deeds) {
            if (deed.reply().status() == 200 && deed.amount() != 0) {
                assertEquals(Long.toString(deed.amount()), booked.get(deed.id()), () -> deed + ", seed " + seed);
            }
        }
        Map<String, String> onHand = rows("SELECT product_id, on_hand::bigint FROM stock");
        Map<String, String> sums = rows("""
                SELECT resource_id, sum((details ->> 'delta')::numeric)::bigint FROM audit_entry
                WHERE action = 'stock.adjusted' GROUP BY resource_id
                """);
        assertEquals(sums, onHand, "the audit and the stock, seed " + seed);
        assertEquals(Set.copyOf(shop.products), onHand.keySet());
    }

    private void ordersAreThoseOfTheAnswers() throws SQLException {
        Map<String, String> placed = rows("SELECT id, total FROM orders").entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Set<String> told = new HashSet<>();
        for (Deed deed : deeds) {
            if (deed.isAcknowledged() && (deed.kind() == Kind.ORDER || deed.kind() == Kind.CART)) {
                told.add(deed.data().path("id").asText());
            }
        }
        assertEquals(told, placed.keySet(), "seed " + seed);
    }

    private void requestsAreBookedOnce() throws SQLException {
        Map<String, String> told = new HashMap<>();
        for (Deed deed : deeds) {
            JsonNode data = deed.data();
            if (deed.isAcknowledged() && (deed.kind() == Kind.RESOLVE || deed.kind() == Kind.REVIEW_CHANGE)) {
                told.put(data.path("id").asText(), data.path("status").asText());
            }
            if (deed.isAcknowledged() && deed.kind() == Kind.BULK_REVIEW) {
                data.path("items").forEach(item -> {
                    if (!item.path("request").isNull()) {
                        told.put(item.path("id").asText(), "APPROVED");
                    }
                });
            }
        }
        Map<String, String> kept = rows("""
                SELECT id, status FROM stock_request WHERE status IN ('APPROVED', 'REJECTED')
                UNION ALL SELECT id, status FROM stock_adjustment WHERE status <> 'PENDING'
                """);
        assertEquals(new TreeMap<>(told), kept, "seed " + seed);
        none("each is booked once, and nothing else is", """
                SELECT m.reference, count(*) FROM stock_movement m
                     LEFT JOIN stock_request r ON m.reference = 'stock_request/' || r.id AND r.status = 'APPROVED'
                     LEFT JOIN stock_adjustment a ON m.reference = 'stock_adjustment/' || a.id AND a.status = 'APPROVED'
                WHERE m.reference IS NOT NULL
                GROUP BY m.reference HAVING count(*) > 1 OR count(r.id) + count(a.id) <> 1
                """);
    }
}
