package aisle.orders;

import aisle.kernel.UserId;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.pricing.Totals;
import java.time.Instant;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** SQL that writes orders. */
final class OrderDao {
    private final Json json;

    OrderDao(Json json) {
        this.json = json;
    }

    /** Writes the order and its first event; false when the number is taken. */
    boolean insert(
            Tx tx,
            NewOrder placed,
            String number,
            @Nullable UserId placedBy,
            byte @Nullable [] contactSealed,
            byte @Nullable [] addressSealed,
            Instant now) {
        Totals totals = placed.calculation().totals();
        OrderAddress address = placed.address();
        return tx.handle()
                        .createUpdate("""
                                WITH placed AS (
                                    INSERT INTO orders
                                        (store_id, id, number, customer_id, placed_by, source, status, fulfillment_type,
                                         currency, subtotal, discount, delivery_fee, tax, total, prices_include_tax,
                                         calculation, contact_enc, address_enc, country, postcode, slot_id,
                                         substitution_policy, note, token_hash, placed_at, expires_at, created_at,
                                         updated_at)
                                    VALUES
                                        (:store, :id, :number, :customer, :placedBy, :source, :status, :fulfillmentType,
                                         :currency, :subtotal, :discount, :deliveryFee, :tax, :total, :pricesIncludeTax,
                                         :calculation::jsonb, :contact, :address, :country, :postcode, :slot,
                                         :substitutionPolicy, :note, :tokenHash, CAST(:placedAt AS timestamptz),
                                         CAST(:expiresAt AS timestamptz), :now, :now)
                                    ON CONFLICT (number) DO NOTHING
                                    RETURNING store_id, id, version, status, placed_by, created_at)
                                INSERT INTO order_event (store_id, order_id, version, type, status, actor_id, occurred_at)
                                SELECT store_id, id, version, :event, status, placed_by, created_at FROM placed
                                """)
                        .bind("store", placed.store().id())
                        .bind("id", placed.id())
                        .bind("number", number)
                        .bind(
                                "customer",
                                placed.customer() == null
                                        ? null
                                        : placed.customer().value())
                        .bind("placedBy", placedBy == null ? null : placedBy.value())
                        .bind("source", placed.source())
                        .bind("status", placed.status().name())
                        .bind("fulfillmentType", placed.fulfillmentType().name())
                        .bind("currency", totals.total().currency())
                        .bind("subtotal", totals.subtotal().amount())
                        .bind("discount", totals.discount().amount())
                        .bind("deliveryFee", totals.deliveryFee().amount())
                        .bind("tax", totals.tax().amount())
                        .bind("total", totals.total().amount())
                        .bind("pricesIncludeTax", totals.pricesIncludeTax())
                        .bind("calculation", json.write(placed.calculation()))
                        .bind("contact", contactSealed)
                        .bind("address", addressSealed)
                        .bind("country", address == null ? null : address.country())
                        .bind("postcode", address == null ? null : address.postcode())
                        .bind(
                                "slot",
                                placed.slot() == null
                                        ? null
                                        : placed.slot().id().value())
                        .bind("substitutionPolicy", placed.substitutionPolicy().name())
                        .bind("note", placed.note())
                        .bind("tokenHash", placed.tokenHash())
                        .bind("placedAt", placed.placedAt(now))
                        .bind("expiresAt", placed.expiresAt())
                        .bind("event", placed.firstEvent())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    void insertLines(Tx tx, NewOrder placed) {
        PreparedBatch lines = tx.handle().prepareBatch("""
                INSERT INTO order_line
                    (store_id, id, order_id, position, product_id, sku, name, unit, unit_price, quantity,
                     picked_quantity, picked_status, substitution_policy, line_total, tax_class, tax_rate, tax)
                VALUES
                    (:store, :id, :order, :position, :product, :sku, :name, :unit, :unitPrice, :quantity,
                     :pickedQuantity, :pickedStatus, :substitutionPolicy, :lineTotal, :taxClass, :taxRate, :tax)
                """);
        int position = 0;
        for (Order.Line line : placed.lines()) {
            lines.bind("store", placed.store().id())
                    .bind("id", line.id())
                    .bind("order", placed.id())
                    .bind("position", position++)
                    .bind("product", line.productId())
                    .bind("sku", line.sku())
                    .bind("name", line.name())
                    .bind("unit", line.unit().name())
                    .bind("unitPrice", line.unitPrice().amount())
                    .bind("quantity", line.quantity())
                    .bind(
                            "pickedQuantity",
                            line.pickedQuantity() == null
                                    ? null
                                    : line.pickedQuantity().value())
                    .bind("pickedStatus", line.pickedStatus())
                    .bind("substitutionPolicy", line.substitutionPolicy().name())
                    .bind("lineTotal", line.lineTotal().amount())
                    .bind("taxClass", line.taxClass())
                    .bind("taxRate", line.taxRate())
                    .bind("tax", line.tax().amount())
                    .add();
        }
        lines.execute();
    }
}
