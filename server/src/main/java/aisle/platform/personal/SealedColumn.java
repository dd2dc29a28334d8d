package aisle.platform.personal;

/**
 * A column that holds sealed values.
 *
 * @param key a unique column of type uuid
 * @param place see {@link aisle.platform.crypto.Sealing#seal}
 */
public record SealedColumn(String table, String key, String column, String place) {}
