package aisle.catalog.products;

import aisle.audit.Audit;
import aisle.catalog.products.ProductDetails.GroupDetails;
import aisle.kernel.Actor;
import aisle.platform.db.Tx;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What variants share. A group comes with its first variant, and stays when the last one has left it. */
@Singleton
class VariantGroups {
    private final VariantGroupDao dao = new VariantGroupDao();
    private final Audit audit;
    private final Outbox outbox;
    private final Time time;
    private final Ids ids;

    VariantGroups(Audit audit, Outbox outbox, Time time, Ids ids) {
        this.audit = audit;
        this.outbox = outbox;
        this.time = time;
        this.ids = ids;
    }

    /**
     * Sees to it that there is a group of this handle and that it has this title, if one is said.
     *
     * @param productName the title of a new group for which none is said
     * @return whether the group has another title than before
     */
    boolean make(Tx tx, Actor actor, GroupDetails details, String productName) {
        Instant now = time.now();
        UUID id = ids.next();
        String title = Objects.requireNonNullElse(details.title(), productName);
        if (dao.insert(tx, id, details.handle(), title, now)) {
            audit.record(tx, actor, "product_group.created", "product_group", id, null, Map.of());
            return false;
        }
        UUID renamed = details.title() == null ? null : dao.rename(tx, details.handle(), details.title(), now);
        if (renamed == null) {
            return false;
        }
        audit.record(
                tx, actor, "product_group.changed", "product_group", renamed, null, Map.of("fields", List.of("title")));
        outbox.publish(
                tx,
                actor,
                "product_group.changed.v1",
                "product_group",
                renamed.toString(),
                now.toEpochMilli(),
                Map.of("group_id", renamed, "handle", details.handle()));
        return true;
    }
}
