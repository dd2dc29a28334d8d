package aisle.settings;

import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** SQL of what administrators set. */
final class SettingValueDao {
    private static final Keyset NEWEST_FIRST = Keyset.of(
            SortKey.time("updated_at").descending(), SortKey.uuid("id").descending());

    /** One row per key, in one statement: this is on the way of every order. */
    SettingsOfStore ofStore(Handle handle, StoreId store, @Nullable String country, Instant now, LocalDate today) {
        Map<SettingKey, SettingsOfStore.Value> values = new EnumMap<>(SettingKey.class);
        BigDecimal[] taxRate = {BigDecimal.ZERO};
        handle.createQuery("""
                        SELECT k.key,
                               CASE WHEN own.value IS NULL THEN chain.value ELSE own.value END AS value,
                               CASE WHEN own.value IS NULL THEN chain.currency ELSE own.currency END AS currency,
                               (SELECT t.rate FROM tax_rate t
                                WHERE k.key = :taxClassKey AND t.country = :country AND t.valid_from <= :today
                                  AND t.tax_class = coalesce(own.value, chain.value, :taxClass)
                                ORDER BY t.valid_from DESC
                                LIMIT 1) AS tax_rate
                        FROM unnest(CAST(:keys AS text[])) AS k (key)
                        LEFT JOIN LATERAL (
                            SELECT v.value, v.currency FROM setting_value v
                            WHERE v.key = k.key AND v.store_id = :store AND v.valid_from <= :now
                            ORDER BY v.valid_from DESC, v.id DESC
                            LIMIT 1) own ON true
                        LEFT JOIN LATERAL (
                            SELECT v.value, v.currency FROM setting_value v
                            WHERE v.key = k.key AND v.store_id IS NULL AND v.valid_from <= :now
                            ORDER BY v.valid_from DESC, v.id DESC
                            LIMIT 1) chain ON true
                        """)
                .bindArray("keys", String.class, keys())
                .bind("taxClassKey", SettingKey.DELIVERY_TAX_CLASS.key())
                .bind("taxClass", SettingKey.DELIVERY_TAX_CLASS.ordinary())
                .bind("store", store)
                .bind("country", country)
                .bind("now", now)
                .bind("today", today)
                .map((row, context) -> {
                    BigDecimal rate = row.getBigDecimal("tax_rate");
                    if (rate != null) {
                        taxRate[0] = rate.stripTrailingZeros();
                    }
                    String value = row.getString("value");
                    if (value != null) {
                        SettingKey.of(row.getString("key"))
                                .ifPresent(key -> values.put(key, new SettingsOfStore.Value(value, currencyOf(row))));
                    }
                    return value;
                })
                .list();
        return new SettingsOfStore(values, taxRate[0]);
    }

    private static @Nullable String currencyOf(ResultSet row) {
        try {
            return row.getString("currency");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> keys() {
        return Stream.of(SettingKey.values()).map(SettingKey::key).toList();
    }

    /** What the chain has set of one key, now. */
    @Nullable
    String ofChain(Handle handle, SettingKey key, Instant now) {
        return handle.createQuery("""
                        SELECT value FROM setting_value
                        WHERE key = :key AND store_id IS NULL AND valid_from <= :now
                        ORDER BY valid_from DESC, id DESC
                        LIMIT 1
                        """)
                .bind("key", key.key())
                .bind("now", now)
                .map((row, context) -> Optional.ofNullable(row.getString("value")))
                .findOne()
                .flatMap(value -> value)
                .orElse(null);
    }

    /** What holds now and what will, of the chain and of one store; a store that is null has nothing. */
    List<SettingEntry> inForce(Handle handle, @Nullable StoreId store, Instant now) {
        return handle.createQuery("""
                        SELECT v.*
                        FROM unnest(CAST(:keys AS text[])) WITH ORDINALITY AS k (key, place)
                        CROSS JOIN LATERAL (
                            (SELECT * FROM setting_value
                             WHERE key = k.key AND store_id IS NULL AND valid_from <= :now
                             ORDER BY valid_from DESC, id DESC LIMIT 1)
                            UNION ALL
                            (SELECT * FROM setting_value WHERE key = k.key AND store_id IS NULL AND valid_from > :now)
                            UNION ALL
                            (SELECT * FROM setting_value
                             WHERE key = k.key AND store_id = CAST(:store AS uuid) AND valid_from <= :now
                             ORDER BY valid_from DESC, id DESC LIMIT 1)
                            UNION ALL
                            (SELECT * FROM setting_value
                             WHERE key = k.key AND store_id = CAST(:store AS uuid) AND valid_from > :now)) v
                        ORDER BY k.place, v.store_id NULLS FIRST, v.valid_from, v.id
                        """)
                .bindArray("keys", String.class, keys())
                .bind("store", store == null ? null : store.value())
                .bind("now", now)
                .map((row, context) -> entry(row))
                .list();
    }

    Page<SettingEntry> history(Handle handle, PageRequest page) {
        return new PagedQuery(handle, page, NEWEST_FIRST, "FROM setting_value WHERE true", query -> {})
                .read("""
                        SELECT *, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                        """, SettingValueDao::entry);
    }

    private static SettingEntry entry(ResultSet row) throws SQLException {
        return new SettingEntry(
                row.getObject("id", UUID.class),
                row.getString("key"),
                Columns.idOrNull(row, "store_id", StoreId::new),
                row.getString("value"),
                row.getString("currency"),
                Columns.instant(row, "valid_from"),
                Columns.instant(row, "updated_at"),
                Columns.idOrNull(row, "updated_by", UserId::new));
    }

    void insert(Tx tx, List<SettingEntry> entries) {
        PreparedBatch batch = tx.handle().prepareBatch("""
                INSERT INTO setting_value (id, key, store_id, value, currency, valid_from, updated_at, updated_by)
                VALUES (:id, :key, :store, :value, :currency, :validFrom, :now, :by)
                """);
        for (SettingEntry entry : entries) {
            batch.bind("id", entry.id())
                    .bind("key", entry.key())
                    .bind(
                            "store",
                            entry.storeId() == null ? null : entry.storeId().value())
                    .bind("value", entry.value())
                    .bind("currency", entry.currency())
                    .bind("validFrom", entry.validFrom())
                    .bind("now", entry.updatedAt())
                    .bind(
                            "by",
                            entry.updatedBy() == null ? null : entry.updatedBy().value())
                    .add();
        }
        batch.execute();
    }

    List<TaxRate> taxRates(Handle handle) {
        return handle.createQuery("SELECT * FROM tax_rate ORDER BY country, tax_class, valid_from")
                .map((row, context) -> new TaxRate(
                        row.getString("country"),
                        row.getString("tax_class"),
                        row.getObject("valid_from", LocalDate.class),
                        Columns.rate(row, "rate"),
                        Columns.instantOrNull(row, "updated_at"),
                        Columns.idOrNull(row, "updated_by", UserId::new)))
                .list();
    }

    void putTaxRates(Tx tx, List<TaxRate> rates) {
        PreparedBatch batch = tx.handle().prepareBatch("""
                INSERT INTO tax_rate (country, tax_class, valid_from, rate, updated_at, updated_by)
                VALUES (:country, :taxClass, :validFrom, :rate, :now, :by)
                ON CONFLICT (country, tax_class, valid_from) DO UPDATE
                SET rate = excluded.rate, updated_at = excluded.updated_at, updated_by = excluded.updated_by
                """);
        for (TaxRate rate : rates) {
            batch.bind("country", rate.country())
                    .bind("taxClass", rate.taxClass())
                    .bind("validFrom", rate.validFrom())
                    .bind("rate", rate.rate())
                    .bind("now", rate.updatedAt())
                    .bind(
                            "by",
                            rate.updatedBy() == null ? null : rate.updatedBy().value())
                    .add();
        }
        batch.execute();
    }

    void removeTaxRates(Tx tx, List<SettingsChange.Rate> rates) {
        PreparedBatch batch = tx.handle()
                .prepareBatch(
                        "DELETE FROM tax_rate WHERE country = :country AND tax_class = :taxClass AND valid_from = :validFrom");
        for (SettingsChange.Rate rate : rates) {
            batch.bind("country", rate.country())
                    .bind("taxClass", rate.taxClass())
                    .bind("validFrom", rate.validFrom())
                    .add();
        }
        batch.execute();
    }
}
