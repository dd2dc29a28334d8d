package aisle.catalog.prices;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Money;
import aisle.kernel.PriceId;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Tx;
import aisle.platform.json.MoneyInput;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What products cost in which store and when: list prices, which hold until they are replaced, and scheduled ones, which
 * come before them for a while. {@link EffectivePrice} says which of them applies,
 * {@link PriceHistory} what has been.
 */
@Singleton
public class Prices {
    static final Duration FARTHEST = Duration.ofDays(3660);

    private final PriceDao dao = new PriceDao();
    private final Stores stores;
    private final CurrentPrices current;
    private final PriceEvents events;
    private final Audit audit;
    private final Currency chainCurrency;
    private final Time time;
    private final Ids ids;

    Prices(
            Stores stores,
            CurrentPrices current,
            PriceEvents events,
            Audit audit,
            AisleConfig config,
            Time time,
            Ids ids) {
        this.stores = stores;
        this.current = current;
        this.events = events;
        this.audit = audit;
        this.chainCurrency = config.chain().currency();
        this.time = time;
        this.ids = ids;
    }

    /** Keeps the first list price of a product that is being created in this transaction. */
    public void begin(Tx tx, Actor actor, ProductId product, Money price, @Nullable Money oldPrice, Instant now) {
        dao.openList(tx, new PriceSpan(null, product, null, price, oldPrice, now, null, 1), actor.userId());
    }

    /**
     * Keeps a new list price of the chain, and tells that it has changed. The caller has locked the product and written
     * the price there.
     *
     * @param productVersion the product's after the change
     */
    public void replace(
            Tx tx,
            Actor actor,
            ProductId product,
            long productVersion,
            Money price,
            @Nullable Money oldPrice,
            Instant now) {
        dao.closeList(tx, product, null, price.currency(), now);
        begin(tx, actor, product, price, oldPrice, now);
        events.publish(tx, actor, product, productVersion, null, price, PriceEvents.Change.SET, null);
    }

    /** A store's list price and whether the store had none of its own before. */
    record Written(PriceSpan span, boolean created) {}

    /**
     * Gives a product a list price of a store's own, in the store's currency.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#PRODUCT_NOT_FOUND},
     *     {@link ErrorCode#CURRENCY_MISMATCH}, {@link ErrorCode#PRECONDITION_FAILED}
     */
    Written putOfStore(
            Tx tx,
            Actor actor,
            ProductId product,
            StoreId store,
            ExpectedVersion expected,
            MoneyInput price,
            @Nullable MoneyInput oldPrice) {
        Currency currency = stores.get(tx.handle(), store).currency();
        Money amount = price.in(currency);
        Money before = oldPrice == null ? null : oldPrice.in(currency);
        long version = lock(tx, product);
        PriceSpan former = dao.openList(tx, product, store, currency);
        if (former == null) {
            expected.mustAllowNew();
        } else {
            expected.mustAllow(former.version());
            if (former.price().equals(amount) && Objects.equals(former.oldPrice(), before)) {
                return new Written(former, false);
            }
        }
        Instant now = time.now();
        long next = former == null ? 1 : former.version() + 1;
        PriceSpan span = new PriceSpan(null, product, store, amount, before, now, null, next);
        dao.closeList(tx, product, store, currency, now);
        dao.openList(tx, span, actor.userId());
        current.refresh(tx, product, false, now);
        audit.record(tx, actor, "price.set", "product", product.value(), store, Map.of("price", amount));
        events.publish(tx, actor, product, version, store, amount, PriceEvents.Change.SET, null);
        return new Written(span, former == null);
    }

    /**
     * Takes a store's own list price away, so that the chain's holds there; nothing happens when it has none.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#PRODUCT_NOT_FOUND},
     *     {@link ErrorCode#PRECONDITION_FAILED}
     */
    void removeOfStore(Tx tx, Actor actor, ProductId product, StoreId store, ExpectedVersion expected) {
        Currency currency = stores.get(tx.handle(), store).currency();
        long version = lock(tx, product);
        PriceSpan former = dao.openList(tx, product, store, currency);
        if (former == null) {
            expected.mustAllowNew();
            return;
        }
        expected.mustAllow(former.version());
        Instant now = time.now();
        dao.closeList(tx, product, store, currency, now);
        dao.dropList(tx, product, store, currency);
        current.refresh(tx, product, false, now);
        audit.record(tx, actor, "price.removed", "product", product.value(), store, Map.of());
        events.publish(tx, actor, product, version, store, former.price(), PriceEvents.Change.REMOVED, null);
    }

    /**
     * Plans a price that comes before the list price of its place for a while.
     *
     * @param store null for the whole chain
     * @param from null begins at once
     * @param to null never ends by itself
     * @throws DomainError {@link ErrorCode#PRICE_OVERLAP} when another one of this place is planned for a part of that
     *     time; {@link ErrorCode#VALIDATION_ERROR} when the time is past, empty or more than ten years away;
     *     {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#PRODUCT_NOT_FOUND}, {@link ErrorCode#CURRENCY_MISMATCH}
     */
    PriceSpan schedule(
            Tx tx,
            Actor actor,
            ProductId product,
            @Nullable StoreId store,
            MoneyInput price,
            @Nullable Instant from,
            @Nullable Instant to) {
        Currency currency =
                store == null ? chainCurrency : stores.get(tx.handle(), store).currency();
        Money amount = price.in(currency);
        long version = lock(tx, product);
        Instant now = time.now();
        Instant begin = from == null ? now : from.truncatedTo(ChronoUnit.MILLIS);
        Instant end = to == null ? null : to.truncatedTo(ChronoUnit.MILLIS);
        mustBeAhead(now, begin, end);
        PriceId id = new PriceId(ids.next());
        PriceSpan span = new PriceSpan(id, product, store, amount, null, begin, end, 1);
        PriceSpan other = dao.overlapping(tx, span);
        if (other != null) {
            throw overlap(other);
        }
        dao.schedule(tx, span, begin.isAfter(now) ? begin : end, actor.userId());
        if (!begin.isAfter(now)) {
            current.refresh(tx, product, store == null, now);
        }
        Map<String, Object> facts = new LinkedHashMap<>(Map.of("price_id", id, "price", amount, "from", begin));
        if (end != null) {
            facts.put("to", end);
        }
        audit.record(tx, actor, "price.scheduled", "product", product.value(), store, facts);
        events.publish(tx, actor, product, version, store, amount, PriceEvents.Change.SCHEDULED, id);
        return span;
    }

    private static void mustBeAhead(Instant now, Instant begin, @Nullable Instant end) {
        if (begin.isBefore(now)) {
            throw DomainError.invalid(
                    "from", "out_of_range", "must not lie in the past; without it, it begins at once");
        }
        if (begin.isAfter(now.plus(FARTHEST))) {
            throw DomainError.invalid("from", "out_of_range", "must lie within ten years");
        }
        if (end != null && !end.isAfter(begin)) {
            throw DomainError.invalid("to", "out_of_range", "must be later than from");
        }
        if (end != null && end.isAfter(begin.plus(FARTHEST))) {
            throw DomainError.invalid("to", "out_of_range", "must lie within ten years of from");
        }
    }

    /**
     * Takes a scheduled price back; one that has begun ends now and stays in the history.
     *
     * @throws DomainError {@link ErrorCode#PRICE_NOT_FOUND}, {@link ErrorCode#PRODUCT_NOT_FOUND},
     *     {@link ErrorCode#PRECONDITION_FAILED}; {@link ErrorCode#PRICE_ENDED} when it is over;
     *     {@link ErrorCode#WRONG_STORE}
     */
    void unschedule(Tx tx, Actor actor, ProductId product, PriceId id, ExpectedVersion expected) {
        long version = lock(tx, product);
        PriceSpan span = dao.findScheduled(tx, product, id);
        if (span == null) {
            throw DomainError.of(ErrorCode.PRICE_NOT_FOUND, "There is no price with this id.");
        }
        if (span.storeId() != null) {
            actor.mustWorkIn(span.storeId());
        }
        expected.mustAllow(span.version());
        Instant now = time.now();
        if (span.to() != null && !span.to().isAfter(now)) {
            throw DomainError.of(ErrorCode.PRICE_ENDED, "This price ended at " + span.to() + ".");
        }
        if (span.from().isBefore(now)) {
            dao.end(tx, id, now);
        } else {
            dao.delete(tx, id);
        }
        current.refresh(tx, product, span.storeId() == null, now);
        audit.record(
                tx, actor, "price.unscheduled", "product", product.value(), span.storeId(), Map.of("price_id", id));
        events.publish(tx, actor, product, version, span.storeId(), span.price(), PriceEvents.Change.UNSCHEDULED, id);
    }

    /** Answers the product's version. */
    private long lock(Tx tx, ProductId product) {
        Long version = dao.lockProduct(tx, product);
        if (version == null) {
            throw DomainError.of(ErrorCode.PRODUCT_NOT_FOUND, "There is no product with this id.");
        }
        return version;
    }

    private static DomainError overlap(PriceSpan other) {
        Map<String, Object> facts = new LinkedHashMap<>(Map.of("from", other.from()));
        if (other.id() != null) {
            facts.put("price_id", other.id());
        }
        if (other.to() != null) {
            facts.put("to", other.to());
        }
        return new DomainError(
                ErrorCode.PRICE_OVERLAP, "Another price of this place is planned for a part of that time.", facts);
    }
}
