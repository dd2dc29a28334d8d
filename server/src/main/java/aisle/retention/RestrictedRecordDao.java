package aisle.retention;

import aisle.kernel.CustomerId;
import aisle.kernel.OrderId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import aisle.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** SQL of restricted records. */
final class RestrictedRecordDao {
    static final String PLACE = "restricted_record.content";
    private static final Keyset NEWEST_FIRST = Keyset.of(SortKey.uuid("id").descending());

    private final Sealing sealing;
    private final Json json;

    RestrictedRecordDao(Sealing sealing, Json json) {
        this.sealing = sealing;
        this.json = json;
    }

    /** A record that is to be written. */
    record Row(UUID id, Invoiced order, LocalDate removeOn) {}

    void insert(Tx tx, CustomerId customer, List<Row> rows, Instant now) {
        try (PreparedBatch batch = tx.handle().prepareBatch("""
                INSERT INTO restricted_record
                    (id, order_id, order_number, customer_id, content_enc, remove_on, created_at)
                VALUES (:id, :order, :number, :customer, :content, :removeOn, :now)
                """)) {
            for (Row row : rows) {
                batch.bind("id", row.id())
                        .bind("order", row.order().order())
                        .bind("number", row.order().number())
                        .bind("customer", customer)
                        .bind(
                                "content",
                                sealing.seal(PLACE, json.write(row.order().buyer())))
                        .bind("removeOn", row.removeOn())
                        .bind("now", now)
                        .add();
            }
            batch.execute();
        }
    }

    Page<RestrictedRecord> list(Handle handle, PageRequest page) {
        return new PagedQuery(handle, page, NEWEST_FIRST, "FROM restricted_record WHERE true", query -> {})
                .read("""
                        SELECT order_id, order_number, customer_id, remove_on, created_at, <position>
                        <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                        """, RestrictedRecordDao::record);
    }

    RestrictedRecords.@Nullable Disclosed open(Tx tx, OrderId order) {
        return tx.handle()
                .createQuery("SELECT * FROM restricted_record WHERE order_id = :order")
                .bind("order", order)
                .map((row, context) -> new RestrictedRecords.Disclosed(
                        record(row), json.read(sealing.open(PLACE, row.getBytes("content_enc")), Invoiced.Buyer.class)))
                .findOne()
                .orElse(null);
    }

    private static RestrictedRecord record(ResultSet row) throws SQLException {
        return new RestrictedRecord(
                Columns.id(row, "order_id", OrderId::new),
                row.getString("order_number"),
                Columns.id(row, "customer_id", CustomerId::new),
                row.getObject("remove_on", LocalDate.class),
                Columns.instant(row, "created_at"));
    }

    /** Removes some whose day has come, by their places, which the locks keep; answers of which orders they were. */
    List<OrderId> removeDue(Tx tx, LocalDate today, int atMost) {
        return tx.handle()
                .createQuery("""
                        DELETE FROM restricted_record WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM restricted_record WHERE remove_on <= :today
                            ORDER BY remove_on, id LIMIT :atMost FOR UPDATE SKIP LOCKED))
                        RETURNING order_id
                        """)
                .bind("today", today)
                .bind("atMost", atMost)
                .map((row, context) -> Columns.id(row, "order_id", OrderId::new))
                .list();
    }
}
