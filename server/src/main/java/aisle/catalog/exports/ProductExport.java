package aisle.catalog.exports;

import aisle.catalog.files.Column;
import aisle.catalog.search.ProductFilter;
import aisle.catalog.search.ProductIds;
import aisle.kernel.ProductId;
import aisle.platform.csv.CsvStream;
import aisle.platform.db.Database;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes products as a CSV file in Aisle's own format. Each piece is one statement on a connection that is given back
 * before the piece is sent: a slow reader holds a thread, and neither a connection nor a transaction. What changes
 * meanwhile may be in the file or not; each row is a product as it was at one moment.
 */
@Singleton
class ProductExport {
    private static final int PIECE = 500;

    private final ProductExportDao dao = new ProductExportDao();
    private final ProductIds ids;
    private final Database database;
    private final Time time;

    ProductExport(ProductIds ids, Database database, Time time) {
        this.ids = ids;
        this.database = database;
        this.time = time;
    }

    /** @throws UncheckedIOException when the reader has gone */
    void write(ProductFilter filter, OutputStream out) {
        CsvStream.write(
                out,
                Column.EXPORTED.stream().map(Column::text).toList(),
                last -> after(filter, last == null ? null : last.id()),
                ProductExportDao.Exported::cells);
    }

    /** A piece whose products have all just been deleted is not the end. */
    private List<ProductExportDao.Exported> after(ProductFilter filter, @Nullable ProductId last) {
        List<ProductId> piece = ids.after(filter, last, PIECE);
        if (piece.isEmpty()) {
            return List.of();
        }
        List<ProductExportDao.Exported> products = database.read(handle -> dao.products(handle, piece, time.now()));
        return products.isEmpty() ? after(filter, piece.getLast()) : products;
    }
}
