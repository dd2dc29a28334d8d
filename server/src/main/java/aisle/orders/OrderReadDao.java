package aisle.orders;

import aisle.kernel.Actor;
import aisle.kernel.OrderId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.RowCounts;
import aisle.platform.db.paging.SortKey;
import aisle.platform.json.Json;
import aisle.pricing.Calculation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** SQL that reads orders. Who may see one is part of each statement. */
final class OrderReadDao {
    private static final String SHOWN = """
            s.name AS store_name, s.timezone AS store_timezone, d.starts_at, d.ends_at,
            coalesce(o.calculation -> 'totals', o.calculation) AS totals,
            coalesce(o.final_calculation -> 'totals', o.final_calculation) AS final_totals,
            p.id AS payment_id, p.method, p.status AS payment_status, p.amount, p.authorized, p.captured, p.refunded,
            p.next_action, p.authorize_at
            """;
    private static final String JOINS = """
            JOIN store s ON s.id = o.store_id
            LEFT JOIN delivery_slot d ON d.store_id = o.store_id AND d.id = o.slot_id
            LEFT JOIN LATERAL (
                SELECT * FROM payment WHERE store_id = o.store_id AND order_id = o.id
                ORDER BY created_at DESC, id DESC LIMIT 1) p ON true
            """;
    private static final Keyset NEWEST_FIRST = Keyset.of(
            SortKey.time("o.created_at").descending(), SortKey.uuid("o.id").descending());
    private static final String COUNTED = "orders";
    private static final String OWN = "o.customer_id = (SELECT id FROM customer WHERE user_id = :user)";
    private static final String IN_STORES = "o.store_id = ANY (:stores)";

    private final Json json;
    private final OrderRows rows;

    OrderReadDao(Json json, OrderSnapshots snapshots) {
        this.json = json;
        this.rows = new OrderRows(json, snapshots);
    }

    private static String visibleTo(Actor actor) {
        if (actor.worksEverywhere()) {
            return "";
        }
        return actor.userId() == null ? " AND " + IN_STORES : " AND (" + OWN + " OR " + IN_STORES + ")";
    }

    @Nullable
    Order find(Handle handle, Actor actor, OrderId id) {
        String visible = visibleTo(actor);
        Query query = handle.createQuery(
                        "SELECT o.*, " + SHOWN + " FROM orders o " + JOINS + " WHERE o.id = :id" + visible)
                .bind("id", id);
        if (!actor.worksEverywhere()) {
            query.bindArray("stores", UUID.class, stores(actor));
        }
        if (!actor.worksEverywhere() && actor.userId() != null) {
            query.bind("user", actor.userId());
        }
        List<Order> found =
                withLines(handle, query.map((row, context) -> rows.order(row)).list());
        return found.isEmpty() ? null : found.getFirst();
    }

    /** Whoever asks. */
    @Nullable
    Order find(Handle handle, StoreId store, OrderId id) {
        Query query = handle.createQuery("SELECT o.*, " + SHOWN + " FROM orders o " + JOINS
                        + " WHERE o.store_id = :store AND o.id = :id")
                .bind("store", store)
                .bind("id", id);
        List<Order> found =
                withLines(handle, query.map((row, context) -> rows.order(row)).list());
        return found.isEmpty() ? null : found.getFirst();
    }

    /** The order of a guest who has its token. */
    @Nullable
    Order find(Handle handle, OrderId id, byte[] tokenHash) {
        Query query = handle.createQuery("SELECT o.*, " + SHOWN + " FROM orders o " + JOINS
                        + " WHERE o.id = :id AND o.token_hash = :token")
                .bind("id", id)
                .bind("token", tokenHash);
        List<Order> found =
                withLines(handle, query.map((row, context) -> rows.order(row)).list());
        return found.isEmpty() ? null : found.getFirst();
    }

    Page<Order> list(Handle handle, Actor actor, OrderScope scope, OrderFilter filter, PageRequest page) {
        PagedQuery query = new PagedQuery(
                handle,
                page,
                NEWEST_FIRST,
                "FROM orders o " + where(scope, filter),
                q -> bind(q, actor, scope, filter));
        if (filter.equals(OrderFilter.ALL) && scope != OrderScope.OWN) {
            query.knownTotal(() -> scope == OrderScope.ALL
                    ? RowCounts.of(handle, COUNTED)
                    : RowCounts.of(handle, COUNTED, actor.stores()));
        }
        Page<Order> orders = query.read("""
                SELECT o.*, %s
                FROM (SELECT o.*, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip) o
                %s
                ORDER BY <order>
                """.formatted(SHOWN, JOINS), rows::order);
        return new Page<>(withLines(handle, orders.items()), orders.total(), orders.next(), page);
    }

    private static String where(OrderScope scope, OrderFilter filter) {
        List<String> conditions = new ArrayList<>();
        conditions.add(
                switch (scope) {
                    case OWN -> OWN;
                    case STORES -> IN_STORES;
                    case ALL -> "true";
                });
        if (filter.status() != null) {
            conditions.add("o.status = :status");
        }
        if (filter.store() != null) {
            conditions.add("o.store_id = :store");
        }
        if (filter.number() != null) {
            conditions.add("o.number = :number");
        }
        if (filter.from() != null) {
            conditions.add("o.created_at >= :from");
        }
        if (filter.to() != null) {
            conditions.add("o.created_at < :to");
        }
        return "WHERE " + String.join(" AND ", conditions);
    }

    private static Query bind(Query query, Actor actor, OrderScope scope, OrderFilter filter) {
        switch (scope) {
            case OWN -> query.bind("user", actor.signedIn());
            case STORES -> query.bindArray("stores", UUID.class, stores(actor));
            case ALL -> {}
        }
        if (filter.status() != null) {
            query.bind("status", filter.status().name());
        }
        if (filter.store() != null) {
            query.bind("store", filter.store());
        }
        if (filter.number() != null) {
            query.bind("number", filter.number());
        }
        if (filter.from() != null) {
            query.bind("from", filter.from());
        }
        if (filter.to() != null) {
            query.bind("to", filter.to());
        }
        return query;
    }

    private static List<UUID> stores(Actor actor) {
        return actor.stores().stream().map(StoreId::value).toList();
    }

    /** The lines of all these orders in one statement. */
    private static List<Order> withLines(Handle handle, List<Order> orders) {
        if (orders.isEmpty()) {
            return orders;
        }
        Map<OrderId, List<Order.Line>> lines = new HashMap<>();
        handle.createQuery("""
                        SELECT l.*, o.currency
                        FROM order_line l
                             JOIN orders o ON o.store_id = l.store_id AND o.id = l.order_id
                             JOIN unnest(:stores::uuid[], :orders::uuid[]) AS wanted (store_id, order_id)
                                 ON l.store_id = wanted.store_id AND l.order_id = wanted.order_id
                        ORDER BY l.order_id, l.position
                        """)
                .bindArray(
                        "stores",
                        UUID.class,
                        orders.stream().map(order -> order.storeId().value()).toList())
                .bindArray(
                        "orders",
                        UUID.class,
                        orders.stream().map(order -> order.id().value()).toList())
                .map((row, context) -> {
                    OrderId order = Columns.id(row, "order_id", OrderId::new);
                    return lines.computeIfAbsent(order, id -> new ArrayList<>()).add(OrderRows.line(row));
                })
                .list();
        return orders.stream()
                .map(order -> order.withLines(lines.getOrDefault(order.id(), List.of())))
                .toList();
    }

    /** How the figures of an order came about; null for one that is older than these traces. */
    @Nullable
    Calculation calculation(Handle handle, StoreId store, OrderId order) {
        return handle.createQuery("""
                        SELECT calculation FROM orders
                        WHERE store_id = :store AND id = :order AND calculation ->> 'method' IS NOT NULL
                        """)
                .bind("store", store)
                .bind("order", order)
                .map((row, context) -> json.read(row.getString("calculation"), Calculation.class))
                .findOne()
                .orElse(null);
    }

    List<OrderEvent> events(Handle handle, StoreId store, OrderId order) {
        return handle.createQuery("""
                        SELECT version, type, status, actor_id, reason, occurred_at
                        FROM order_event
                        WHERE store_id = :store AND order_id = :order
                        ORDER BY version
                        """)
                .bind("store", store)
                .bind("order", order)
                .map((row, context) -> new OrderEvent(
                        row.getLong("version"),
                        row.getString("type"),
                        Columns.constant(row, "status", OrderStatus.class),
                        Columns.idOrNull(row, "actor_id", UserId::new),
                        row.getString("reason"),
                        Columns.instant(row, "occurred_at")))
                .list();
    }
}
