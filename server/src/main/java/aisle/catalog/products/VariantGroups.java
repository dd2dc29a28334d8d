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
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What variants share. A group comes with its first variant, and stays when the last one has left it. */
@Singleton
public class VariantGroups {
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

    /**
     * As {@link #make} for many groups at once, which the caller audits and announces.
     *
     * @param groups by handle
     * @param names the title of each group that is new and for which none is said
     * @return the handles of the groups that have another title than before
     */
    public Set<String> makeAll(Tx tx, Map<String, GroupDetails> groups, Map<String, String> names) {
        Instant now = time.now();
        List<String> handles = groups.keySet().stream().sorted().toList();
        List<String> titles = handles.stream()
                .map(handle -> Objects.requireNonNullElse(
                        Objects.requireNonNull(groups.get(handle)).title(), Objects.requireNonNull(names.get(handle))))
                .toList();
        dao.insertAll(tx, handles.stream().map(handle -> ids.next()).toList(), handles, titles, now);
        Set<String> renamed = renamed(tx.handle(), groups);
        if (!renamed.isEmpty()) {
            dao.renameAll(tx, renamed.stream().sorted().toList(), groups, now);
        }
        return renamed;
    }

    /** The handles of the groups that there are and for which another title is said. */
    public Set<String> renamed(Handle handle, Map<String, GroupDetails> groups) {
        return dao.renamed(handle, groups);
    }
}
