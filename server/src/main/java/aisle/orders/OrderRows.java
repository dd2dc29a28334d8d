package aisle.orders;

import aisle.accounts.Contact;
import aisle.kernel.CustomerId;
import aisle.kernel.OrderId;
import aisle.kernel.OrderLineId;
import aisle.kernel.PaymentId;
import aisle.kernel.ProductId;
import aisle.kernel.SlotId;
import aisle.kernel.StoreId;
import aisle.kernel.Unit;
import aisle.kernel.UserId;
import aisle.payments.NextAction;
import aisle.payments.Payment;
import aisle.payments.PaymentMethod;
import aisle.payments.PaymentStatus;
import aisle.platform.db.Columns;
import aisle.platform.json.Json;
import aisle.pricing.Totals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of orders, as {@link OrderReadDao} selects them. */
final class OrderRows {
    private final Json json;
    private final OrderSnapshots snapshots;

    OrderRows(Json json, OrderSnapshots snapshots) {
        this.json = json;
        this.snapshots = snapshots;
    }

    static Order.Line line(ResultSet row) throws SQLException {
        return new Order.Line(
                Columns.id(row, "id", OrderLineId::new),
                Columns.id(row, "product_id", ProductId::new),
                row.getString("sku"),
                row.getString("name"),
                Columns.constant(row, "unit", Unit.class),
                Columns.money(row, "unit_price", "currency"),
                Columns.quantity(row, "quantity"),
                Columns.quantity(row, "short_quantity"),
                Columns.quantityOrNull(row, "picked_quantity"),
                row.getString("picked_status"),
                Columns.constant(row, "substitution_policy", SubstitutionPolicy.class),
                Columns.money(row, "line_total", "currency"),
                row.getString("tax_class"),
                Columns.rate(row, "tax_rate"),
                Columns.money(row, "tax", "currency"));
    }

    Order order(ResultSet row) throws SQLException {
        Contact contact = snapshots.contact(row.getBytes("contact_enc"));
        return new Order(
                Columns.id(row, "id", OrderId::new),
                row.getString("number"),
                Columns.constant(row, "status", OrderStatus.class),
                Columns.constant(row, "fulfillment_type", FulfillmentType.class),
                Columns.id(row, "store_id", StoreId::new),
                row.getString("store_name"),
                row.getString("store_timezone"),
                Columns.idOrNull(row, "customer_id", CustomerId::new),
                contact == null ? null : contact.fullName(),
                List.of(),
                json.read(row.getString("totals"), Totals.class),
                totalsOrNull(row.getString("final_totals")),
                slot(row),
                snapshots.address(row.getBytes("address_enc")),
                payment(row),
                Columns.constant(row, "substitution_policy", SubstitutionPolicy.class),
                row.getString("note"),
                row.getString("source"),
                Columns.idOrNull(row, "placed_by", UserId::new),
                row.getLong("version"),
                Columns.instantOrNull(row, "placed_at"),
                Columns.instantOrNull(row, "expires_at"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static @Nullable OrderSlot slot(ResultSet row) throws SQLException {
        Instant startsAt = Columns.instantOrNull(row, "starts_at");
        return startsAt == null
                ? null
                : OrderSlot.of(
                        Columns.id(row, "slot_id", SlotId::new),
                        startsAt,
                        Columns.instant(row, "ends_at"),
                        ZoneId.of(row.getString("store_timezone")));
    }

    private @Nullable Totals totalsOrNull(@Nullable String text) {
        return text == null ? null : json.read(text, Totals.class);
    }

    private @Nullable Payment payment(ResultSet row) throws SQLException {
        PaymentId id = Columns.idOrNull(row, "payment_id", PaymentId::new);
        String action = row.getString("next_action");
        return id == null
                ? null
                : new Payment(
                        id,
                        Columns.constant(row, "method", PaymentMethod.class),
                        Columns.constant(row, "payment_status", PaymentStatus.class),
                        Columns.money(row, "amount", "currency"),
                        Columns.money(row, "authorized", "currency"),
                        Columns.money(row, "captured", "currency"),
                        Columns.money(row, "refunded", "currency"),
                        action == null ? null : json.read(action, NextAction.class),
                        Columns.instantOrNull(row, "authorize_at"));
    }
}
