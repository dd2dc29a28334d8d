package aisle.doctor;

import aisle.platform.config.StartupProblem;
import aisle.platform.db.DatabaseAddress;
import aisle.platform.db.DatabaseFacts;
import aisle.platform.db.DatabaseUnavailable;
import aisle.platform.db.Schema;
import aisle.platform.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The database as the servers see it: version, rights, encryption, clock, migrations, and how it is archived. */
public final class DatabaseExam {
    private static final int OLDEST_POSTGRES = 15;
    private static final int VERSION_PARTS = 10_000;
    private static final Duration CLOCK_DOUBT = Duration.ofSeconds(2);
    private static final Duration CLOCK_WRONG = Duration.ofSeconds(30);

    /** A quiet shop writes little; archive_timeout is an hour at most where somebody thought of it. */
    private static final Duration OLDEST_ARCHIVE = Duration.ofHours(2);

    private static final Pattern SAME_MACHINE = Pattern.compile("^jdbc:postgresql://(localhost|127\\.|\\[::1])");
    private static final Pattern CHECKS_THE_NAME = Pattern.compile("[?&]sslmode=verify-full(&|$)");

    private final DatabaseAddress address;
    private final Time time;

    public DatabaseExam(DatabaseAddress address, Time time) {
        this.address = address;
        this.time = time;
    }

    /** Everything about it; one sentence when it cannot be reached. */
    public List<Finding> findings() {
        DatabaseFacts facts;
        try {
            facts = Schema.examine(address, time);
        } catch (StartupProblem | DatabaseUnavailable e) {
            return List.of(Finding.wrong("database", String.valueOf(e.getMessage())));
        }
        DatabaseFacts.Server server = facts.server();
        List<Finding> findings = new ArrayList<>();
        findings.add(version(server));
        findings.addAll(rights(server));
        findings.add(encryption(server));
        findings.add(durability(server));
        findings.add(clock(facts.clocksApart()));
        findings.add(migrations(facts));
        findings.add(administrator(facts));
        findings.add(archive(server));
        return findings;
    }

    private Finding version(DatabaseFacts.Server server) {
        int major = server.version() / VERSION_PARTS;
        String text = "PostgreSQL " + major + ", " + address.description() + ", at most " + server.connections()
                + " connections";
        return major < OLDEST_POSTGRES
                ? Finding.wrong("database", text + "; Aisle needs " + OLDEST_POSTGRES + " or later")
                : Finding.fine("database", text);
    }

    private static List<Finding> rights(DatabaseFacts.Server server) {
        String role = "the role " + server.role();
        if (server.superuser()) {
            return List.of(Finding.wrong("rights", role + " is a superuser; use deploy/database/roles.sql"));
        }
        List<Finding> findings = new ArrayList<>();
        if (server.altersSchema()) {
            findings.add(Finding.doubtful(
                    "rights", role + " may change the schema; deploy/database/roles.sql has one that may not"));
        }
        if (server.altersAudit()) {
            findings.add(
                    Finding.doubtful("rights", role + " may change the audit; deploy/database/roles.sql likewise"));
        }
        return findings.isEmpty()
                ? List.of(Finding.fine("rights", role + " changes neither the schema nor the audit"))
                : findings;
    }

    private Finding encryption(DatabaseFacts.Server server) {
        if (server.encryption() == null) {
            return SAME_MACHINE.matcher(address.jdbcUrl()).find()
                    ? Finding.fine("tls", "the database is on this machine; its connection needs no encryption")
                    : Finding.wrong("tls", "the connection to the database is not encrypted; add ?sslmode=verify-full");
        }
        return CHECKS_THE_NAME.matcher(address.jdbcUrl()).find()
                ? Finding.fine(
                        "tls", "the connection to the database has " + server.encryption() + ", its name is checked")
                : Finding.doubtful(
                        "tls",
                        "the connection to the database has " + server.encryption()
                                + " but anybody could pose as it; use sslmode=verify-full");
    }

    private static Finding durability(DatabaseFacts.Server server) {
        return server.durable()
                ? Finding.fine("durability", "what was committed survives a crash of the database")
                : Finding.wrong(
                        "durability",
                        "fsync, full_page_writes or synchronous_commit is off: a crash would lose orders");
    }

    private static Finding clock(Duration apart) {
        String text = "this machine's clock and the database's are " + apart.toMillis() + " ms apart";
        if (apart.compareTo(CLOCK_WRONG) > 0) {
            return Finding.wrong("clock", text + "; tokens and slots would end at the wrong time");
        }
        return apart.compareTo(CLOCK_DOUBT) > 0
                ? Finding.doubtful("clock", text + "; is NTP running on both?")
                : Finding.fine("clock", text);
    }

    private static Finding migrations(DatabaseFacts facts) {
        if (facts.failedMigrations() > 0) {
            return Finding.wrong("migrations", "a migration has failed; docs/upgrading.md says what to do");
        }
        return facts.pendingMigrations() > 0
                ? Finding.wrong(
                        "migrations", "still to be applied: " + facts.pendingMigrations() + "; run ./aisle migrate")
                : Finding.fine("migrations", "the database has this version's schema");
    }

    private static Finding administrator(DatabaseFacts facts) {
        return facts.administrators()
                ? Finding.fine("admin", "there is an administrator")
                : Finding.wrong("admin", "nobody may sign in as ADMIN; run ./aisle create-admin");
    }

    /** Managed databases archive out of sight; theirs is proven by a restore alone. */
    private Finding archive(DatabaseFacts.Server server) {
        Instant last = server.lastArchived();
        Instant failure = server.lastArchiveFailure();
        if (!server.archiving()) {
            return Finding.doubtful(
                    "backups",
                    "the database archives no write-ahead log: a restore loses what came after the last backup,"
                            + " unless its provider sees to that");
        }
        if (failure != null && (last == null || failure.isAfter(last))) {
            return Finding.wrong("backups", "archiving the write-ahead log fails since " + failure);
        }
        if (last == null || Duration.between(last, time.now()).compareTo(OLDEST_ARCHIVE) > 0) {
            return Finding.doubtful(
                    "backups", "the write-ahead log was last archived " + (last == null ? "never" : "at " + last));
        }
        return Finding.fine("backups", "the write-ahead log was last archived at " + last);
    }
}
