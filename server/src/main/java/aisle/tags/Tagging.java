package aisle.tags;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.kernel.TagId;
import aisle.platform.db.Tx;
import aisle.platform.outbox.Outbox;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which product has which tags. */
@Singleton
public class Tagging {
    /** A product has a tag or has it not: there is nothing of it that could change. */
    private static final long ONLY_VERSION = 1;

    private final TagDao dao = new TagDao();
    private final Audit audit;
    private final Outbox outbox;
    private final TagMetrics metrics;

    Tagging(Audit audit, Outbox outbox, TagMetrics metrics) {
        this.audit = audit;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    /**
     * Gives a product a tag; nothing happens when it has it already. The product stays in the store's assortment until the
     * transaction ends, so that no product has a tag of a store that has just stopped selling it.
     *
     * @throws DomainError {@link ErrorCode#TAG_NOT_FOUND}, {@link ErrorCode#PRODUCT_NOT_FOUND},
     *     {@link ErrorCode#WRONG_STORE}, {@link ErrorCode#PRECONDITION_FAILED};
     *     {@link ErrorCode#TAG_STORE_MISMATCH} unless the tag's store sells the product
     */
    void tag(Tx tx, Actor actor, ProductId product, TagId id, ExpectedVersion expected) {
        Tag tag = Tags.found(dao.hold(tx, id));
        Tags.mustKeep(actor, tag);
        mustExist(tx, product);
        StoreId store = tag.storeId();
        if (store == null || !dao.holdSold(tx, store, product)) {
            throw DomainError.of(
                    ErrorCode.TAG_STORE_MISMATCH,
                    store == null ? "This tag belongs to no store any more." : "The tag's store does not sell this.");
        }
        if (dao.link(tx, product, id)) {
            expected.mustAllowNew();
            record(tx, actor, "product.tagged", product, store, id);
            tx.afterCommit(metrics.linked::increment);
        } else {
            expected.mustAllow(ONLY_VERSION);
        }
    }

    /**
     * Takes a tag from a product; nothing happens when it does not have it.
     *
     * @throws DomainError {@link ErrorCode#TAG_NOT_FOUND}, {@link ErrorCode#PRODUCT_NOT_FOUND},
     *     {@link ErrorCode#WRONG_STORE}, {@link ErrorCode#PRECONDITION_FAILED}
     */
    void untag(Tx tx, Actor actor, ProductId product, TagId id, ExpectedVersion expected) {
        Tag tag = Tags.found(dao.hold(tx, id));
        Tags.mustKeep(actor, tag);
        mustExist(tx, product);
        if (dao.unlink(tx, product, id)) {
            expected.mustAllow(ONLY_VERSION);
            record(tx, actor, "product.untagged", product, tag.storeId(), id);
            tx.afterCommit(metrics.unlinked::increment);
        } else {
            expected.mustAllowNew();
        }
    }

    /**
     * Takes a store's tags from products that it has just stopped selling, in a statement of its own: only that sees the
     * tags which somebody gave them while the caller waited to take them out of the assortment. The caller audits it.
     */
    public void forget(Tx tx, StoreId store, List<ProductId> products) {
        int tags = dao.unlinkStore(tx, store, products);
        tx.afterCommit(() -> metrics.unlinked.increment(tags));
    }

    private void mustExist(Tx tx, ProductId product) {
        if (!dao.holdProduct(tx, product)) {
            throw DomainError.of(ErrorCode.PRODUCT_NOT_FOUND, "There is no product with this id.");
        }
    }

    private void record(Tx tx, Actor actor, String action, ProductId product, @Nullable StoreId store, TagId tag) {
        Map<String, Object> facts = Map.of("product_id", product.toString(), "tag_id", tag.toString());
        audit.record(tx, actor, action, "product", product.value(), store, facts);
        outbox.publish(tx, actor, action + ".v1", "product_tag", product + "/" + tag, ONLY_VERSION, facts);
    }
}
