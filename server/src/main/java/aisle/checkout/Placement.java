package aisle.checkout;

import aisle.cart.Carts;
import aisle.catalog.prices.Offer;
import aisle.checkout.PlaceOrderOutcome.NothingToBuy;
import aisle.checkout.PlaceOrderOutcome.Placed;
import aisle.checkout.PlaceOrderOutcome.Reserved;
import aisle.inventory.Inventory;
import aisle.inventory.Reserve;
import aisle.inventory.Sale;
import aisle.kernel.Actor;
import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.OrderLineId;
import aisle.kernel.Quantity;
import aisle.orders.FulfillmentType;
import aisle.orders.NewOrder;
import aisle.orders.Order;
import aisle.orders.OrderSlot;
import aisle.orders.OrderStatus;
import aisle.orders.OrderTokens;
import aisle.orders.Orders;
import aisle.payments.Payment;
import aisle.payments.PaymentStatus;
import aisle.payments.PaymentWish;
import aisle.payments.Payments;
import aisle.platform.db.Tx;
import aisle.platform.time.Ids;
import aisle.platform.time.Secrets;
import aisle.platform.time.Time;
import aisle.pricing.PricedLine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which an order is placed: out of a cart, without one, out of a draft, or at the counter.
 *
 * <p>Where nobody outside is asked for money it is one transaction, in which the stock decides last. Otherwise it is reserve,
 * charge, finalise: the first is this, and {@link Attempts} goes on after the commit.
 */
@Singleton
class Placement {
    /** How much longer than the payment may take its stock is held, should nobody free it as {@link AttemptExpiry} does. */
    private static final Duration SAFETY = Duration.ofHours(1);

    private final Quotes quotes;
    private final Slots slots;
    private final Payments payments;
    private final Orders orders;
    private final Carts carts;
    private final Inventory inventory;
    private final Attempts attempts;
    private final Secrets secrets;
    private final Time time;
    private final Ids ids;

    Placement(
            Quotes quotes,
            Slots slots,
            Payments payments,
            Orders orders,
            Carts carts,
            Inventory inventory,
            Attempts attempts,
            Secrets secrets,
            Time time,
            Ids ids) {
        this.quotes = quotes;
        this.slots = slots;
        this.payments = payments;
        this.orders = orders;
        this.carts = carts;
        this.inventory = inventory;
        this.attempts = attempts;
        this.secrets = secrets;
        this.time = time;
        this.ids = ids;
    }

    /** Places an order, or says why not. The transaction is to be given up unless it is placed or reserved. */
    PlaceOrderOutcome place(Tx tx, Actor actor, Purchase purchase) {
        PlaceOrder wish = purchase.wish();
        if (purchase.items().isEmpty()) {
            return new NothingToBuy();
        }

        // 1. What it costs, and what stands in the way as far as that shows before anything is locked.
        Quote quote = quotes.of(tx.handle(), purchase.store(), purchase.items(), wish.fulfillmentType());
        PlaceOrderOutcome refusal = quote.refusal(wish);
        if (refusal != null) {
            return refusal;
        }

        // 2. The place in the slot, which may cost something. From here on others wait for it.
        Order draft = purchase.draft();
        OrderId id = draft == null ? new OrderId(ids.next()) : draft.id();
        OrderSlot slot = null;
        if (wish.time() != null) {
            switch (slots.book(tx, purchase, quote, id)) {
                case Slots.Taken(OrderSlot taken, Money fee) -> {
                    slot = taken;
                    quote = quote.inSlotFor(fee);
                }
                case Slots.Refused(PlaceOrderOutcome why) -> {
                    return why;
                }
            }
        }
        refusal = quote.refusalOfTotal(wish);
        if (refusal != null) {
            return refusal;
        }

        // 3. The money: promised, taken, or a provider is to be asked for it.
        PlaceOrder.Means means = Objects.requireNonNull(wish.payment());
        Instant payableUntil = time.now().plus(attempts.paymentTime(tx, means.method()));
        Payment payment = payments.begin(
                tx,
                actor,
                new PaymentWish(
                        purchase.store().id(),
                        id,
                        means.method(),
                        means.token(),
                        quote.totals().total(),
                        slot == null ? null : slot.endsAt(),
                        payableUntil));

        // 4. The order, and the stock as the last statement before the commit.
        String token = purchase.buyer().isGuest() ? secrets.token(OrderTokens.BYTES) : null;
        NewOrder order = newOrder(purchase, id, quote, slot, token);
        if (payment.status() == PaymentStatus.UNKNOWN && !payment.isLater()) {
            Attempt attempt = attempts.open(tx, actor, purchase, order, token, payment, payableUntil);
            inventory.reserveLast(
                    tx, Reserve.hold(purchase.store().id(), id.value(), payableUntil.plus(SAFETY), reserved(order)));
            return new Reserved(attempt);
        }
        Order placed = draft == null ? orders.record(tx, actor, order) : orders.rewrite(tx, actor, draft, order);
        if (purchase.cart() != null) {
            carts.subtract(tx, purchase.cart().id(), purchase.cart().lines());
        }
        if (wish.fulfillmentType() == FulfillmentType.IN_STORE) {
            inventory.sellLast(tx, actor, new Sale(purchase.store().id(), id.toString(), sold(order)));
        } else {
            inventory.reserveLast(tx, Reserve.forOrder(purchase.store().id(), id, reserved(order)));
        }
        return new Placed(placed.paidBy(payment), token);
    }

    /** The order as it is to be written: as a draft, or as what it becomes when nobody outside is asked. */
    NewOrder newOrder(Purchase purchase, OrderId id, Quote quote, @Nullable OrderSlot slot, @Nullable String token) {
        PlaceOrder wish = purchase.wish();
        boolean overTheCounter = wish.fulfillmentType() == FulfillmentType.IN_STORE;
        return new NewOrder(
                id,
                wish.payment() == null
                        ? OrderStatus.DRAFT
                        : overTheCounter ? OrderStatus.DELIVERED : OrderStatus.CONFIRMED,
                purchase.store(),
                purchase.buyer().customer(),
                purchase.buyer().contact(),
                wish.fulfillmentType(),
                quote.calculation().lines().stream()
                        .map(line -> orderLine(line, quote, wish, overTheCounter))
                        .toList(),
                quote.calculation(),
                wish.fulfillmentType() == FulfillmentType.DELIVERY ? wish.address() : null,
                slot,
                wish.substitutionPolicy(),
                wish.note(),
                purchase.source(),
                token == null ? null : OrderTokens.hash(token),
                null);
    }

    private Order.Line orderLine(PricedLine line, Quote quote, PlaceOrder wish, boolean overTheCounter) {
        Offer offer = quote.offerOf(line.productId());
        return new Order.Line(
                new OrderLineId(ids.next()),
                line.productId(),
                offer.sku(),
                offer.name(),
                offer.unit(),
                line.unitPrice(),
                line.quantity(),
                Quantity.ZERO,
                overTheCounter && wish.payment() != null ? line.quantity() : null,
                overTheCounter && wish.payment() != null ? "PICKED" : "PENDING",
                wish.substitutionPolicy(),
                line.total(),
                line.taxClass(),
                line.taxRate(),
                line.tax());
    }

    private static List<Reserve.Line> reserved(NewOrder order) {
        return order.lines().stream()
                .map(line -> new Reserve.Line(line.id(), line.productId(), line.quantity()))
                .toList();
    }

    private static List<Sale.Line> sold(NewOrder order) {
        return order.lines().stream()
                .map(line -> new Sale.Line(line.productId(), line.quantity()))
                .toList();
    }
}
