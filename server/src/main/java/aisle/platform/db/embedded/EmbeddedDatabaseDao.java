package aisle.platform.db.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the superuser does in a new built-in PostgreSQL, and never again. */
final class EmbeddedDatabaseDao {
    /** Creates Aisle's own role, which is no superuser, and its database, unless they are there. */
    void prepare(Connection superuser, String name, String password) throws SQLException {
        if (!exists(superuser, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
            execute(superuser, format(superuser, "CREATE ROLE %I LOGIN PASSWORD %L", name, password));
        }
        if (!exists(superuser, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
            execute(superuser, format(superuser, "CREATE DATABASE %I OWNER %I", name, name));
        }
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** These statements take no parameters, so the server itself quotes the values. */
    private static String format(Connection connection, String template, String first, String second)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT format(?, ?, ?)")) {
            statement.setString(1, template);
            statement.setString(2, first);
            statement.setString(3, second);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
