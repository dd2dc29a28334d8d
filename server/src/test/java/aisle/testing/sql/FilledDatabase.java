package aisle.testing.sql;

import aisle.platform.db.DatabaseAddress;
import aisle.platform.db.Schema;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A database of a shop with years of business, to ask how PostgreSQL would run a statement there. */
final class FilledDatabase implements AutoCloseable {
    /** A smaller table is read in no time, and rightly so. */
    private static final int BIG = 5_000;

    /**
     * What reading the next page costs, 1 by default. The shop here is a tenth of a real one: there a scan that an index
     * saves costs so much more, while here the two lie so close that the sample which ANALYZE draws would decide.
     */
    private static final int SEQ_PAGE_COST = 10;

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);

    private static final Pattern UNTYPED_ARRAY = Pattern.compile("unnest\\(\\('(\\{[^']*+(?:''[^']*+)*+)'\\)\\)");
    private static final Pattern UUIDS = Pattern.compile("\\{(\"?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\"?,?)*}");

    private final EmbeddedPostgres server;
    private final Connection connection;

    /** Rows by table; a partitioned one has those of its parts. */
    private final Map<String, Long> rows = new TreeMap<>();

    /** Tables that are big themselves, with the name of the whole: the part of a month without business is small. */
    private final Map<String, String> big = new TreeMap<>();

    FilledDatabase() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        String url = "jdbc:postgresql://localhost:" + server.getPort() + "/";
        try (Connection admin = DriverManager.getConnection(url + "postgres", "postgres", "")) {
            admin.createStatement().execute("CREATE DATABASE filled ENCODING 'UTF8' TEMPLATE template0");
        }
        Schema.migrate(new DatabaseAddress(url + "filled", "postgres", "", "filled"), TODAY);
        connection = DriverManager.getConnection(url + "filled?currentSchema=aisle,public", "postgres", "");
        try (InputStream script = getClass().getResourceAsStream("/plans/filled-database.sql");
                Statement statement = connection.createStatement()) {
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            statement.execute("VACUUM ANALYZE");
            statement.execute("SET seq_page_cost = " + SEQ_PAGE_COST);
        }
        count();
    }

    private void count() throws SQLException {
        try (ResultSet tables = connection.createStatement().executeQuery("""
                SELECT c.relname AS name, coalesce(p.relname, c.relname) AS whole, greatest(c.reltuples, 0)::bigint AS rows
                FROM pg_class c
                LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
                LEFT JOIN pg_class p ON p.oid = i.inhparent
                WHERE c.relkind = 'r' AND c.relnamespace = 'aisle'::regnamespace
                """)) {
            while (tables.next()) {
                if (tables.getLong("rows") >= BIG) {
                    big.put(tables.getString("name"), tables.getString("whole"));
                }
                rows.merge(tables.getString("whole"), tables.getLong("rows"), Long::sum);
            }
        }
    }

    /** The tables without a row: nobody has thought of them yet. */
    Set<String> emptyTables() {
        Set<String> empty = new TreeSet<>();
        rows.forEach((table, count) -> {
            if (count == 0) {
                empty.add(table);
            }
        });
        return empty;
    }

    /** The big tables that PostgreSQL would read from end to end for a statement. */
    Set<String> sequentialScans(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN (FORMAT JSON) " + typed(sql))) {
            plan.next();
            Set<String> tables = new TreeSet<>();
            collect(new ObjectMapper().readTree(plan.getString(1)), tables);
            return tables;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The driver writes an array as a text without its type, from which unnest cannot tell what it is. */
    private static String typed(String sql) {
        return UNTYPED_ARRAY.matcher(sql).replaceAll(array -> {
            String type = UUIDS.matcher(array.group(1)).matches() ? "uuid[]" : "text[]";
            return java.util.regex.Matcher.quoteReplacement("unnest('" + array.group(1) + "'::" + type + ")");
        });
    }

    private void collect(JsonNode plan, Set<String> tables) {
        if (plan.path("Node Type").asText().equals("Seq Scan")) {
            String table = big.get(plan.path("Relation Name").asText());
            if (table != null) {
                tables.add(table);
            }
        }
        plan.forEach(part -> collect(part, tables));
    }

    @Override
    public void close() throws SQLException, IOException {
        connection.close();
        server.close();
    }
}
