package aisle.orders;

import aisle.accounts.Contact;
import aisle.kernel.CustomerId;
import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.Quantity;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.retention.Invoiced;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of the personal side of orders. */
final class OrderPersonalDataDao {
    private final OrderSnapshots snapshots;

    OrderPersonalDataDao(OrderSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** An order as its customer is told of it in an export. */
    record Exported(
            OrderId id,
            String number,
            OrderStatus status,
            Money total,
            @Nullable Contact contact,
            @Nullable OrderAddress address,
            @Nullable String note,
            List<ExportedLine> items,
            Instant createdAt) {}

    /** A line of it. */
    record ExportedLine(String sku, String name, Quantity quantity, Money lineTotal) {}

    List<Exported> ofCustomer(Handle handle, CustomerId customer) {
        Map<OrderId, List<ExportedLine>> lines = new HashMap<>();
        handle.createQuery("""
                        SELECT l.order_id, l.sku, l.name, l.quantity, l.line_total, o.currency
                        FROM order_line l JOIN orders o ON o.store_id = l.store_id AND o.id = l.order_id
                        WHERE o.customer_id = :customer
                        ORDER BY l.order_id, l.position
                        """)
                .bind("customer", customer)
                .map((row, context) -> lines.computeIfAbsent(
                                Columns.id(row, "order_id", OrderId::new), id -> new ArrayList<>())
                        .add(line(row)))
                .list();
        return handle.createQuery("SELECT * FROM orders WHERE customer_id = :customer ORDER BY created_at, id")
                .bind("customer", customer)
                .map((row, context) -> {
                    OrderId id = Columns.id(row, "id", OrderId::new);
                    return exported(row, id, lines.getOrDefault(id, List.of()));
                })
                .list();
    }

    private static ExportedLine line(ResultSet row) throws SQLException {
        return new ExportedLine(
                row.getString("sku"),
                row.getString("name"),
                Columns.quantity(row, "quantity"),
                Columns.money(row, "line_total", "currency"));
    }

    private Exported exported(ResultSet row, OrderId id, List<ExportedLine> lines) throws SQLException {
        return new Exported(
                id,
                row.getString("number"),
                Columns.constant(row, "status", OrderStatus.class),
                Columns.money(row, "total", "currency"),
                snapshots.contact(row.getBytes("contact_enc")),
                snapshots.address(row.getBytes("address_enc")),
                row.getString("note"),
                lines,
                Columns.instant(row, "created_at"));
    }

    /** The numbers of a few orders that are under way. */
    List<String> openNumbers(Tx tx, CustomerId customer) {
        return tx.handle()
                .createQuery("""
                        SELECT number FROM orders
                        WHERE customer_id = :customer AND status NOT IN ('DRAFT', 'DELIVERED', 'CANCELED')
                        ORDER BY number
                        LIMIT 20
                        """)
                .bind("customer", customer)
                .mapTo(String.class)
                .list();
    }

    /**
     * Who bought, of each order that went to somebody or that money was taken for, and that still knows it. What is changed
     * at this moment is waited for.
     */
    List<Invoiced> lockInvoiced(Tx tx, CustomerId customer) {
        return tx.handle()
                .createQuery("""
                        SELECT o.id, o.number, o.placed_at, o.contact_enc, o.address_enc, s.timezone
                        FROM orders o JOIN store s ON s.id = o.store_id
                        WHERE o.customer_id = :customer AND o.contact_enc IS NOT NULL AND o.placed_at IS NOT NULL
                          AND (o.status = 'DELIVERED'
                               OR EXISTS (SELECT FROM payment p
                                          WHERE p.store_id = o.store_id AND p.order_id = o.id AND p.captured > 0))
                        ORDER BY o.id
                        FOR NO KEY UPDATE OF o
                        """)
                .bind("customer", customer)
                .map((row, context) -> new Invoiced(
                        Columns.id(row, "id", OrderId::new),
                        row.getString("number"),
                        Columns.instant(row, "placed_at"),
                        ZoneId.of(row.getString("timezone")),
                        buyer(row)))
                .list();
    }

    private Invoiced.Buyer buyer(ResultSet row) throws SQLException {
        Contact contact = Objects.requireNonNull(snapshots.contact(row.getBytes("contact_enc")));
        OrderAddress address = snapshots.address(row.getBytes("address_enc"));
        return new Invoiced.Buyer(
                contact.fullName(),
                address == null
                        ? null
                        : new Invoiced.PostalAddress(
                                address.fullName(),
                                address.line1(),
                                address.line2(),
                                address.city(),
                                address.region(),
                                address.postcode(),
                                address.country()));
    }

    void move(Tx tx, CustomerId from, CustomerId to) {
        tx.handle()
                .createUpdate("UPDATE orders SET customer_id = :to WHERE customer_id = :from")
                .bind("from", from)
                .bind("to", to)
                .execute();
    }

    void forget(Tx tx, CustomerId customer) {
        tx.handle().createUpdate("""
                        UPDATE order_event e SET reason = NULL
                        FROM orders o
                        WHERE o.customer_id = :customer AND e.store_id = o.store_id AND e.order_id = o.id
                          AND e.reason IS NOT NULL
                        """).bind("customer", customer).execute();
        tx.handle().createUpdate("""
                        UPDATE orders SET contact_enc = NULL, address_enc = NULL, postcode = NULL, note = NULL
                        WHERE customer_id = :customer
                        """).bind("customer", customer).execute();
    }
}
