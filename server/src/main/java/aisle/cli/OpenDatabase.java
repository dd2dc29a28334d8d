package aisle.cli;

import aisle.platform.config.AppEnvironment;
import aisle.platform.config.StartupProblem;
import aisle.platform.config.StartupProblem.Kind;
import aisle.platform.db.DatabaseAddress;
import aisle.platform.db.embedded.DataDirectory;
import aisle.platform.db.embedded.EmbeddedDatabase;
import aisle.platform.time.Secrets;
import java.util.Base64;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The database that a command works with, and the secrets that go with its data. The built-in one runs while it is open. */
final class OpenDatabase implements AutoCloseable {
    private static final String SECRETS = "secrets";

    private final DatabaseAddress address;
    private final DatabaseAddress migrations;
    private final Properties secrets;
    private final @Nullable EmbeddedDatabase embedded;
    private final DataDirectory.@Nullable Lock lock;

    private OpenDatabase(
            DatabaseAddress address,
            DatabaseAddress migrations,
            Properties secrets,
            @Nullable EmbeddedDatabase embedded,
            DataDirectory.@Nullable Lock lock) {
        this.address = address;
        this.migrations = migrations;
        this.secrets = secrets;
        this.embedded = embedded;
        this.lock = lock;
    }

    /**
     * For a server, which has its data folder to itself.
     *
     * @throws StartupProblem when another process has it, or the built-in database cannot be started
     */
    static OpenDatabase forServer(Settings settings, String command) {
        if (settings.database() != null) {
            return outside(settings, settings.database());
        }
        DataDirectory directory = DataDirectory.open(settings.dataFolder());
        DataDirectory.Lock lock = directory.tryLock(command);
        if (lock == null) {
            throw inUse(directory);
        }
        OpenDatabase database = start(settings, directory, lock);
        Objects.requireNonNull(database.embedded).watch();
        return database;
    }

    /**
     * For a command that works on the data: while a server runs with the data folder, its database is used.
     *
     * @throws StartupProblem as {@link #forServer}
     */
    static OpenDatabase forTool(Settings settings, String command) {
        if (settings.database() != null) {
            return outside(settings, settings.database());
        }
        DataDirectory directory = DataDirectory.open(settings.dataFolder());
        DataDirectory.Lock lock = directory.tryLock(command);
        if (lock != null) {
            return start(settings, directory, lock);
        }
        if (!directory.holder().command().equals("serve")
                && !directory.holder().command().equals("demo")) {
            throw inUse(directory);
        }
        DatabaseAddress running = EmbeddedDatabase.addressOfRunning(directory);
        return new OpenDatabase(running, running, directory.kept(SECRETS), null, null);
    }

    private static OpenDatabase outside(Settings settings, DatabaseAddress address) {
        return new OpenDatabase(
                address, Objects.requireNonNullElse(settings.direct(), address), new Properties(), null, null);
    }

    private static OpenDatabase start(Settings settings, DataDirectory directory, DataDirectory.Lock lock) {
        EmbeddedDatabase embedded = EmbeddedDatabase.start(directory);
        Properties secrets = directory.kept(SECRETS);
        if (settings.environment() == AppEnvironment.DEVELOPMENT && secrets.isEmpty()) {
            Secrets random = new Secrets();
            secrets.setProperty("jwt_secret_key", random.token(48));
            secrets.setProperty("pii_key", Base64.getEncoder().encodeToString(random.bytes(32)));
            directory.keep(SECRETS, secrets);
        }
        return new OpenDatabase(embedded.address(), embedded.address(), secrets, embedded, lock);
    }

    private static StartupProblem inUse(DataDirectory directory) {
        DataDirectory.Holder holder = directory.holder();
        return new StartupProblem(
                Kind.BUSY,
                "The data folder " + directory.path() + " is in use by process " + holder.process() + " (aisle "
                        + holder.command() + "). Stop it first, or name another folder with --data.");
    }

    DatabaseAddress address() {
        return address;
    }

    /** Where migrations go. */
    DatabaseAddress migrations() {
        return migrations;
    }

    /** A secret that was generated for this data and is kept beside it, or null. */
    @Nullable
    String secret(String name) {
        return secrets.getProperty(name);
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
        if (lock != null) {
            lock.close();
        }
    }
}
