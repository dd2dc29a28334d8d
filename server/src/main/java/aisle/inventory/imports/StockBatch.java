package aisle.inventory.imports;

import aisle.imports.ImportJob;
import aisle.imports.Places;
import aisle.imports.RowError;
import aisle.inventory.StockAdjustment;
import aisle.inventory.StockWish;
import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of a file and the wishes that they come to; what is wrong with the others. */
final class StockBatch {
    private final ImportJob job;
    private final Function<StockColumn, String> headers;
    private final List<RowError> errors = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();

    /** A row whose store and product there are. */
    private record Item(StockRow row, StoreId store, ProductId product) {
        @Nullable
        BookedDelta delta(ImportJob job) {
            StockAdjustment adjustment = row.adjustment();
            return adjustment.delta() == null
                    ? null
                    : new BookedDelta(
                            new BookedDelta.Key(
                                    store,
                                    product,
                                    Objects.requireNonNull(adjustment.reason()),
                                    Objects.requireNonNull(row.reference())),
                            adjustment.delta(),
                            job.id(),
                            row.number());
        }
    }

    private StockBatch(ImportJob job, Function<StockColumn, String> headers) {
        this.job = job;
        this.headers = headers;
    }

    /** Looks at what the rows name, in a fixed number of statements. */
    static StockBatch of(
            Handle handle,
            StockImportDao dao,
            ImportJob job,
            Function<StockColumn, String> headers,
            List<StockRow> rows) {
        StockBatch batch = new StockBatch(job, headers);
        Set<String> stores =
                rows.stream().map(StockRow::store).filter(Objects::nonNull).collect(Collectors.toSet());
        Places places = Places.of(handle, stores, job);
        Map<String, ProductId> products =
                dao.products(handle, rows.stream().map(StockRow::sku).distinct().toList());
        for (StockRow row : rows) {
            StoreId store = batch.store(row, places);
            ProductId product = products.get(row.sku());
            if (product == null) {
                batch.bad(row, StockColumn.SKU, "There is no product with this SKU.", row.sku());
            } else if (store != null) {
                batch.items.add(new Item(row, store, product));
            }
        }
        batch.dropCountsThatAreMadeAgain();
        batch.dropWhatIsBooked(handle, dao);
        return batch;
    }

    private @Nullable StoreId store(StockRow row, Places places) {
        String name = row.store();
        if (name == null) {
            if (job.storeId() == null) {
                bad(row, StockColumn.STORE, "must not be blank", "");
            }
            return job.storeId();
        }
        String problem = places.problem(name);
        if (problem == null && job.storeId() != null && !job.storeId().equals(places.store(name))) {
            problem = "is not the store of this import";
        }
        if (problem != null) {
            bad(row, StockColumn.STORE, problem, name);
            return null;
        }
        return places.store(name);
    }

    /** Of several counts of one product the last counts, unless it expects what one before has found. */
    private void dropCountsThatAreMadeAgain() {
        List<Item> kept = new ArrayList<>();
        Set<List<Object>> counted = new HashSet<>();
        for (Item item : items.reversed()) {
            List<Object> key = List.of(item.store(), item.product());
            if (!item.row().isCount() || !counted.contains(key)) {
                kept.add(item);
            }
            if (item.row().adjustment().expectedOnHand() != null) {
                counted.remove(key);
            } else if (item.row().isCount()) {
                counted.add(key);
            }
        }
        items.clear();
        items.addAll(kept.reversed());
    }

    /** The same difference again, known by its reference, is no difference. */
    private void dropWhatIsBooked(Handle handle, StockImportDao dao) {
        List<BookedDelta> deltas = items.stream()
                .map(item -> item.delta(job))
                .filter(Objects::nonNull)
                .toList();
        if (deltas.isEmpty()) {
            return;
        }
        Map<BookedDelta.Key, BookedDelta> booked = new HashMap<>(dao.booked(handle, deltas));
        items.removeIf(item -> {
            BookedDelta wanted = item.delta(job);
            BookedDelta known = wanted == null ? null : booked.putIfAbsent(wanted.key(), wanted);
            if (wanted == null || known == null) {
                return false;
            }
            if (known.job().equals(job.id())) {
                String reason = "Row " + known.row() + " has the same reference: add them up.";
                bad(item.row(), StockColumn.REFERENCE, reason, wanted.key().reference());
            } else if (!known.delta().equals(wanted.delta())) {
                String reason = "With this reference " + known.delta() + " was booked before.";
                bad(item.row(), StockColumn.DELTA, reason, wanted.delta().toString());
            }
            return true;
        });
    }

    List<StockWish> wishes() {
        return items.stream().map(this::wish).toList();
    }

    private StockWish wish(Item item) {
        StockRow row = item.row();
        return new StockWish(
                item.store(),
                item.product(),
                ExpectedVersion.ANY,
                row.adjustment(),
                row.settings(),
                false,
                row.reference() == null ? "import " + job.id() : row.reference());
    }

    /** The difference behind a wish, or null when it is none. */
    @Nullable
    BookedDelta delta(int wish) {
        return items.get(wish).delta(job);
    }

    /** Notes why a wish cannot be. */
    void refuse(int wish, DomainError why) {
        StockRow row = items.get(wish).row();
        List<FieldError> fields = StockDraft.fields(why);
        if (fields.isEmpty()) {
            StockColumn column = column(row, why.code());
            bad(row, column, String.valueOf(why.getMessage()), row.value(column));
        } else {
            StockColumn column = StockColumn.of(fields.getFirst().field());
            bad(row, column, fields.getFirst().message(), row.value(column));
        }
    }

    private static StockColumn column(StockRow row, ErrorCode refusal) {
        if (refusal == ErrorCode.STOCK_CHANGED) {
            return StockColumn.EXPECTED_ON_HAND;
        }
        if (refusal == ErrorCode.PRODUCT_NOT_FOUND) {
            return StockColumn.SKU;
        }
        if (refusal == ErrorCode.STORE_NOT_FOUND) {
            return StockColumn.STORE;
        }
        return row.isCount() ? StockColumn.ON_HAND : StockColumn.DELTA;
    }

    private void bad(StockRow row, StockColumn column, String reason, @Nullable String value) {
        errors.add(new RowError(row.number(), headers.apply(column), reason, value));
    }

    List<RowError> errors() {
        return errors;
    }
}
