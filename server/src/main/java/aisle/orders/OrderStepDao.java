package aisle.orders;

import aisle.kernel.OrderId;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.pricing.Totals;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** SQL of what happens to an order before it is an order for good: drafts, and those that wait for their payment. */
final class OrderStepDao {
    private final Json json;

    OrderStepDao(Json json) {
        this.json = json;
    }

    /** Keeps an order from everybody else until the transaction ends; false when there is none of this status. */
    boolean lock(Tx tx, StoreId store, OrderId order, OrderStatus status) {
        return tx.handle()
                .createQuery("""
                        SELECT true FROM orders
                        WHERE store_id = :store AND id = :order AND status = :status
                        FOR NO KEY UPDATE
                        """)
                .bind("store", store)
                .bind("order", order)
                .bind("status", status.name())
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    boolean isWanted(Tx tx, StoreId store, OrderId order) {
        return tx.handle()
                .createQuery("""
                        SELECT EXISTS (SELECT FROM orders
                                       WHERE store_id = :store AND id = :order AND status NOT IN ('DRAFT', 'CANCELED'))
                        """)
                .bind("store", store)
                .bind("order", order)
                .mapTo(Boolean.class)
                .one();
    }

    /** Takes an order that waits for its payment a step on; null when it waits no more. Answers its version. */
    @Nullable
    Long settle(
            Tx tx, StoreId store, OrderId order, OrderStatus to, String event, @Nullable UserId actor, Instant now) {
        return tx.handle()
                .createQuery("""
                        WITH settled AS (
                            UPDATE orders
                            SET status = :to, version = version + 1, expires_at = NULL, updated_at = :now
                            WHERE store_id = :store AND id = :order AND status = 'PENDING_PAYMENT'
                            RETURNING store_id, id, version, status)
                        INSERT INTO order_event (store_id, order_id, version, type, status, actor_id, occurred_at)
                        SELECT store_id, id, version, :event, status, CAST(:actor AS uuid), :now FROM settled
                        RETURNING version
                        """)
                .bind("store", store)
                .bind("order", order)
                .bind("to", to.name())
                .bind("event", event)
                .bind("actor", actor == null ? null : actor.value())
                .bind("now", now)
                .mapTo(Long.class)
                .findOne()
                .orElse(null);
    }

    /** Writes a draft anew, and what that makes of it into its history; the caller has locked it. */
    void overwrite(
            Tx tx,
            NewOrder order,
            String event,
            @Nullable UserId actor,
            byte @Nullable [] contactSealed,
            byte @Nullable [] addressSealed,
            Instant now) {
        Totals totals = order.calculation().totals();
        OrderAddress address = order.address();
        tx.handle()
                .createUpdate("""
                        WITH written AS (
                            UPDATE orders
                            SET status = :status, customer_id = CAST(:customer AS uuid), fulfillment_type = :fulfillmentType,
                                currency = :currency, subtotal = :subtotal, discount = :discount,
                                delivery_fee = :deliveryFee, tax = :tax, total = :total,
                                prices_include_tax = :pricesIncludeTax, calculation = :calculation::jsonb,
                                contact_enc = :contact, address_enc = :address, country = :country, postcode = :postcode,
                                slot_id = CAST(:slot AS uuid), substitution_policy = :substitutionPolicy, note = :note,
                                placed_at = CAST(:placedAt AS timestamptz), expires_at = CAST(:expiresAt AS timestamptz),
                                version = version + 1, updated_at = :now
                            WHERE store_id = :store AND id = :order
                            RETURNING store_id, id, version, status),
                        gone AS (DELETE FROM order_line WHERE store_id = :store AND order_id = :order)
                        INSERT INTO order_event (store_id, order_id, version, type, status, actor_id, occurred_at)
                        SELECT store_id, id, version, :event, status, CAST(:actor AS uuid), :now FROM written
                        """)
                .bind("store", order.store().id())
                .bind("order", order.id())
                .bind("status", order.status().name())
                .bind(
                        "customer",
                        order.customer() == null ? null : order.customer().value())
                .bind("fulfillmentType", order.fulfillmentType().name())
                .bind("currency", totals.total().currency())
                .bind("subtotal", totals.subtotal().amount())
                .bind("discount", totals.discount().amount())
                .bind("deliveryFee", totals.deliveryFee().amount())
                .bind("tax", totals.tax().amount())
                .bind("total", totals.total().amount())
                .bind("pricesIncludeTax", totals.pricesIncludeTax())
                .bind("calculation", json.write(order.calculation()))
                .bind("contact", contactSealed)
                .bind("address", addressSealed)
                .bind("country", address == null ? null : address.country())
                .bind("postcode", address == null ? null : address.postcode())
                .bind("slot", order.slot() == null ? null : order.slot().id().value())
                .bind("substitutionPolicy", order.substitutionPolicy().name())
                .bind("note", order.note())
                .bind("placedAt", order.placedAt(now))
                .bind("expiresAt", order.expiresAt())
                .bind("event", event)
                .bind("actor", actor == null ? null : actor.value())
                .bind("now", now)
                .execute();
    }

    /** Removes a draft with its lines and history; the caller has locked it. */
    void delete(Tx tx, StoreId store, OrderId order) {
        tx.handle()
                .createUpdate("DELETE FROM orders WHERE store_id = :store AND id = :order AND status = 'DRAFT'")
                .bind("store", store)
                .bind("order", order)
                .execute();
    }
}
