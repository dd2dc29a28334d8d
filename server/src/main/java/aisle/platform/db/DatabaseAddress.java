package aisle.platform.db;

/**
 * Where a database is and how to get in.
 *
 * @param description how messages call it; never with the password
 */
public record DatabaseAddress(String jdbcUrl, String user, String password, String description) {
    /** Leaves the password out, so that no log line shows it by accident. */
    @Override
    public String toString() {
        return description;
    }
}
