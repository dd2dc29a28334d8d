package aisle.platform.db.paging;

/**
 * A column by which a list is sorted, or another expression over its rows; ascending and never null unless it says so.
 *
 * @param sql written here in the program, never by a client
 * @param type what PostgreSQL reads the text of a remembered value as
 */
public record SortKey(String sql, String type, boolean isDescending, boolean isNullable) {
    public static SortKey text(String sql) {
        return new SortKey(sql, "text", false, false);
    }

    public static SortKey uuid(String sql) {
        return new SortKey(sql, "uuid", false, false);
    }

    public static SortKey number(String sql) {
        return new SortKey(sql, "numeric", false, false);
    }

    public static SortKey time(String sql) {
        return new SortKey(sql, "timestamptz", false, false);
    }

    /** The largest or latest first. */
    public SortKey descending() {
        return new SortKey(sql, type, true, isNullable);
    }

    /** For a column that may be null; nulls come last in either direction. */
    public SortKey nullable() {
        return new SortKey(sql, type, isDescending, true);
    }

    String order() {
        return sql + (isDescending ? " DESC" : " ASC") + (isNullable ? " NULLS LAST" : "");
    }

    /** What stands between a value behind a remembered one and that one. */
    String operator() {
        return isDescending ? "<" : ">";
    }
}
