package aisle.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Two servers of the packaged program on one database, as behind a load balancer. Closing it leaves nothing running. */
public final class TwoNodes implements AutoCloseable {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "APP_ENV", "development",
            "PASSWORD_HASH_COST", "4",
            "LOG_LEVEL", "WARN",
            "JWT_SECRET_KEY", "only-for-this-test-0123456789-0123456789",
            "PII_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

    private final Path data;
    private final Program first;
    private final Program second;
    private final Client here;
    private final Client there;

    private TwoNodes(Path data, Program first, Program second, int here, int there) {
        this.data = data;
        this.first = first;
        this.second = second;
        this.here = new Client("http://localhost:" + here);
        this.there = new Client("http://localhost:" + there);
    }

    /**
     * Starts them and waits until both are ready.
     *
     * @param directory where they may keep their data
     * @param more settings of both
     */
    public static TwoNodes start(Path directory, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.putAll(more);
        Path data = directory.resolve("data");
        int here = Program.freePort();
        Program first = serve(environment, data, here).awaitReady(here);
        environment.putAll(databaseOf(data));
        int there = Program.freePort();
        Program second = serve(environment, directory.resolve("other"), there).awaitReady(there);
        return new TwoNodes(data, first, second, here, there);
    }

    private static Program serve(Map<String, String> environment, Path data, int port) {
        return Program.start(environment, "serve", "--data", data.toString(), "--port", Integer.toString(port));
    }

    private static Map<String, String> databaseOf(Path data) {
        Properties database = Program.database(data);
        return Map.of(
                "DB_HOST", "localhost",
                "DB_PORT", database.getProperty("port"),
                "DB_NAME", "aisle",
                "DB_USER", "aisle",
                "DB_PASSWORD", database.getProperty("password"));
    }

    public Client here() {
        return here;
    }

    public Client there() {
        return there;
    }

    public List<Client> both() {
        return List.of(here, there);
    }

    /** What each has printed. */
    public List<String> outputs() {
        return List.of(first.output(), second.output());
    }

    /** A connection to the database of both. */
    public Connection database() throws SQLException {
        return Program.connect(data);
    }

    @Override
    public void close() {
        second.kill();
        first.kill();
        Program.cleanUp(data);
    }
}
