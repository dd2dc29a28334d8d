package aisle.platform.db;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a database without changing anything.
 *
 * @param administrators whether somebody may sign in as ADMIN; false while there is no such table
 * @param clocksApart by how much its clock and this machine's differ at least; zero when the question took longer than that
 * @param pendingMigrations how many migrations of this version it does not have yet
 * @param failedMigrations how many were begun and never ended
 */
public record DatabaseFacts(
        Server server, boolean administrators, Duration clocksApart, int pendingMigrations, long failedMigrations) {
    /**
     * What the server says of itself and of whoever asks.
     *
     * @param version such as 150004
     * @param role who has signed in
     * @param altersSchema whether that role may make and change tables
     * @param altersAudit whether it may change or remove what the audit says; false while there is none
     * @param encryption the version of TLS, or null when the connection has none
     * @param durable whether a commit that was answered survives a crash
     * @param time the server's clock
     * @param archiving whether it keeps its write-ahead log for a restore to any moment
     * @param lastArchived when it last did, or null
     * @param lastArchiveFailure when it last could not, or null
     * @param connections how many connections it takes at most
     */
    public record Server(
            int version,
            String role,
            boolean superuser,
            boolean altersSchema,
            boolean altersAudit,
            @Nullable String encryption,
            boolean durable,
            Instant time,
            boolean archiving,
            @Nullable Instant lastArchived,
            @Nullable Instant lastArchiveFailure,
            int connections) {}
}
