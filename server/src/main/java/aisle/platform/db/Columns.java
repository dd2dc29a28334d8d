package aisle.platform.db;

import aisle.kernel.Money;
import aisle.kernel.Quantity;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads columns as the kernel's types; for row mappers, which are written by hand because reflection costs half the time. */
public final class Columns {
    private Columns() {}

    public static <I> I id(ResultSet row, String column, Function<UUID, I> type) throws SQLException {
        return type.apply(row.getObject(column, UUID.class));
    }

    public static <I> @Nullable I idOrNull(ResultSet row, String column, Function<UUID, I> type) throws SQLException {
        UUID value = row.getObject(column, UUID.class);
        return value == null ? null : type.apply(value);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    public static Quantity quantity(ResultSet row, String column) throws SQLException {
        return new Quantity(row.getBigDecimal(column));
    }

    public static @Nullable Quantity quantityOrNull(ResultSet row, String column) throws SQLException {
        BigDecimal value = row.getBigDecimal(column);
        return value == null ? null : new Quantity(value);
    }

    /** An amount in the currency that another column of the row names. */
    public static Money money(ResultSet row, String column, String currencyColumn) throws SQLException {
        return new Money(row.getBigDecimal(column), currency(row, currencyColumn));
    }

    public static @Nullable Money moneyOrNull(ResultSet row, String column, String currencyColumn) throws SQLException {
        BigDecimal value = row.getBigDecimal(column);
        return value == null ? null : new Money(value, currency(row, currencyColumn));
    }

    /** A share such as 0.23, without needless zeros, so that equal rates are equal. */
    public static BigDecimal rate(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column).stripTrailingZeros();
    }

    public static Currency currency(ResultSet row, String column) throws SQLException {
        return Currency.getInstance(row.getString(column));
    }

    public static <E extends Enum<E>> E constant(ResultSet row, String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, row.getString(column));
    }

    public static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    public static <I> List<I> ids(ResultSet row, String column, Function<UUID, I> type) throws SQLException {
        Array array = row.getArray(column);
        return array == null
                ? List.of()
                : List.of((UUID[]) array.getArray()).stream().map(type).toList();
    }
}
