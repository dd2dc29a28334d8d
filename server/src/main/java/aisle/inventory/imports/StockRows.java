package aisle.inventory.imports;

import aisle.imports.RowError;
import aisle.imports.RowGroup;
import aisle.platform.csv.ColumnMapping;
import aisle.platform.csv.CsvRows;
import aisle.platform.csv.CsvStream;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a file about stock. */
final class StockRows implements AutoCloseable {
    private final CsvRows rows;
    private final ColumnMapping<StockColumn> mapping;
    private final boolean own;
    private final Validator validator;

    /** @param own whether the cells are as Aisle has written them */
    StockRows(CsvRows rows, ColumnMapping<StockColumn> mapping, boolean own, Validator validator) {
        this.rows = rows;
        this.mapping = mapping;
        this.own = own;
        this.validator = validator;
    }

    /** The header of the column that says this, as errors name it. */
    String header(StockColumn column) {
        return mapping.targets().contains(column) ? mapping.columnName(column) : column.text();
    }

    @Nullable
    RowGroup<StockRow> next() {
        CsvRows.Row row = rows.next();
        if (row == null) {
            return null;
        }
        List<RowError> errors = new ArrayList<>(0);
        StockRow line = line(row, errors);
        if (line == null) {
            return new RowGroup<>(1, List.of(), errors, 1);
        }
        return new RowGroup<>(1, line.saysSomething() ? List.of(line) : List.of(), List.of(), 0);
    }

    private @Nullable StockRow line(CsvRows.Row row, List<RowError> errors) {
        if (row.cells().size() != mapping.width()) {
            String reason = "has " + row.cells().size() + " cells, but the header has " + mapping.width();
            errors.add(new RowError(row.number(), "", reason, null));
            return null;
        }
        Map<StockColumn, String> texts = new EnumMap<>(StockColumn.class);
        for (StockColumn column : mapping.targets()) {
            String cell = mapping.cell(column, row.cells()).strip();
            texts.put(column, own ? CsvStream.restored(cell) : cell);
        }
        StockDraft draft = new StockDraft(
                texts,
                (column, reason, value) -> errors.add(new RowError(row.number(), header(column), reason, value)));
        return draft.row(row.number(), validator);
    }

    @Override
    public void close() {
        rows.close();
    }
}
