package aisle.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.config.AisleConfig;
import aisle.testing.AisleTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What a running server meets while somebody works on its database. */
@AisleTest
class DatabaseTest {
    /** The driver prepares a statement on the server once it was used a few times. */
    private static final int UNTIL_PREPARED = 20;

    @Inject
    Database database;

    @Inject
    AisleConfig config;

    /** So fares a node of the old version while the first one of the new version migrates. */
    @Test
    void aTransactionSurvivesThatItsTableGetsAnotherColumn() {
        database.transaction(tx -> tx.handle().execute("CREATE TABLE replanned AS SELECT 1 AS id"));
        try {
            for (int i = 0; i < UNTIL_PREPARED; i++) {
                assertEquals(1, readInTransaction());
            }
            database.transaction(tx -> tx.handle().execute("ALTER TABLE replanned ADD COLUMN more text"));
            assertEquals(1, readInTransaction());
        } finally {
            database.transaction(tx -> tx.handle().execute("DROP TABLE replanned"));
        }
    }

    private int readInTransaction() {
        return database.transaction(tx -> tx.handle()
                .createQuery("SELECT * FROM replanned")
                .map((row, context) -> row.getInt("id"))
                .one());
    }

    /** A backup reads every table for as long as it takes; behind whoever waits for it, every order would wait too. */
    @Test
    void newMonthPartitionsDoNotWaitForABackup() {
        DatabaseAddress address = address();
        LocalDate farAhead = LocalDate.of(2190, 1, 1);
        database.transaction(backup -> {
            backup.handle().execute("LOCK TABLE stock_movement IN ACCESS SHARE MODE");
            RuntimeException busy =
                    assertThrows(RuntimeException.class, () -> Schema.ensureMonthPartitions(address, farAhead));
            assertTrue(SqlErrors.reason(busy).contains("lock timeout"), busy::toString);
            Schema.migrate(address, farAhead);
            return true;
        });
    }

    /** Its month can have no partition of its own while the row is there; the server opens all the same. */
    @Test
    void aRowOfAWrongClockDoesNotKeepTheServerClosed() {
        LocalDate farAhead = LocalDate.of(2195, 1, 1);
        database.transaction(tx -> tx.handle().execute("""
                INSERT INTO audit_entry (id, occurred_at, action, resource_type, resource_id, details, mac)
                VALUES (gen_random_uuid(), '2195-01-15T00:00:00Z', 'clock.wrong', 'clock', '1', '{}', '')
                """));
        assertEquals(0, Schema.migrate(address(), farAhead));
        assertThrows(RuntimeException.class, () -> Schema.ensureMonthPartitions(address(), farAhead));
        database.transaction(tx -> tx.handle().execute("DELETE FROM audit_entry WHERE action = 'clock.wrong'"));
    }

    private DatabaseAddress address() {
        AisleConfig.Database settings = config.database();
        return new DatabaseAddress(
                settings.migrationUrl(),
                settings.migrationUser(),
                settings.migrationPassword().orElse(""),
                settings.description());
    }
}
