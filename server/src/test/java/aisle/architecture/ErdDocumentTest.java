package aisle.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.platform.db.Database;
import aisle.testing.AisleTest;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The committed picture of the schema is the one that the migrations make. */
@AisleTest
class ErdDocumentTest {
    private static final Path COMMITTED = Path.of("../docs/erd.md");
    private static final Path PURPOSES = Path.of("src/test/resources/tables.yaml");

    /** Tables that people design: no partitions, nothing of Flyway's. */
    private static final String TABLES = """
            SELECT c.oid
            FROM pg_class c
            WHERE c.relnamespace = 'aisle'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND c.relname NOT LIKE 'flyway%'
            """;

    private static final String COLUMNS = """
            SELECT c.relname AS of_table, a.attname AS name, t.typname AS type, NOT a.attnotnull AS nullable,
                   COALESCE(a.attnum = ANY (k.conkey), false) AS in_key,
                   EXISTS (SELECT FROM pg_index i
                           WHERE i.indrelid = c.oid AND i.indisunique AND i.indnatts = 1 AND i.indpred IS NULL
                             AND i.indkey[0] = a.attnum) AS is_unique
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
            WHERE c.oid IN (%s)
            ORDER BY c.relname, a.attnum
            """.formatted(TABLES);

    private static final String REFERENCES = """
            SELECT child.relname AS of_table, parent.relname AS to_table,
                   string_agg(a.attname, ', ' ORDER BY array_position(k.conkey, a.attnum)) AS columns,
                   bool_or(NOT a.attnotnull) AS nullable,
                   EXISTS (SELECT FROM pg_index i
                           WHERE i.indrelid = child.oid AND i.indisunique AND i.indpred IS NULL
                             AND CAST(i.indkey AS int2[]) <@ k.conkey) AS single
            FROM pg_constraint k
            JOIN pg_class child ON child.oid = k.conrelid
            JOIN pg_class parent ON parent.oid = k.confrelid
            JOIN pg_attribute a ON a.attrelid = child.oid AND a.attnum = ANY (k.conkey)
            WHERE k.contype = 'f' AND k.conparentid = 0 AND child.oid IN (%s)
            GROUP BY k.oid, child.oid, child.relname, parent.relname, k.conkey
            ORDER BY child.relname, parent.relname, columns
            """.formatted(TABLES);

    private static final String HEAD = """
            # The schema

            All tables of Aisle's database, drawn from the migrated schema; a test holds this page to it. Lines are foreign keys;
            a table that another area owns is an empty box. `null` marks columns that may be empty. Many keys begin with
            `store_id`, so that the same schema can be divided by store. Partitions are left out.

            """;

    @Inject
    Database database;

    /** A column; key says PK or UK. */
    private record Column(String table, String name, String type, boolean nullable, boolean inKey, boolean isUnique) {
        String row(Set<String> foreign) {
            List<String> keys = new ArrayList<>();
            if (inKey) {
                keys.add("PK");
            }
            if (foreign.contains(name)) {
                keys.add("FK");
            }
            if (isUnique && !inKey) {
                keys.add("UK");
            }
            String shown = type.startsWith("_") ? type.substring(1) + "[]" : type;
            return "        " + shown + " " + name + (keys.isEmpty() ? "" : " " + String.join(", ", keys))
                    + (nullable ? " \"null\"" : "") + "\n";
        }
    }

    /** A foreign key. */
    private record Reference(String from, String to, String columns, boolean nullable, boolean single) {
        String row() {
            return "    " + to + (nullable ? " |o" : " ||") + "--" + (single ? "o| " : "o{ ") + from + " : \"" + columns
                    + "\"\n";
        }
    }

    @Test
    void theCommittedPictureIsTheMigratedSchema() throws IOException {
        Map<String, Map<String, String>> areas = new YAMLMapper()
                .readValue(PURPOSES.toFile(), new TypeReference<LinkedHashMap<String, Map<String, String>>>() {});
        Map<String, List<Column>> tables = columns();
        List<Reference> references = references();
        Set<String> explained = new TreeSet<>();
        areas.values().forEach(area -> explained.addAll(area.keySet()));
        assertEquals(
                new TreeSet<>(tables.keySet()), explained, "Say in server/" + PURPOSES + " what each table is for.");
        StringBuilder page = new StringBuilder(HEAD);
        areas.forEach((area, purposes) -> page.append(section(area, purposes, tables, references)));
        String drawn = page.toString();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(COMMITTED, drawn);
        }
        assertEquals(
                drawn,
                Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "",
                "Draw docs/erd.md anew with ./mvnw test -pl server -Dtest=ErdDocumentTest -Ddocs.write=true");
    }

    private static String section(
            String area, Map<String, String> purposes, Map<String, List<Column>> tables, List<Reference> references) {
        StringBuilder text = new StringBuilder("## " + area + "\n\n| Table | What it holds |\n|---|---|\n");
        new TreeMap<>(purposes).forEach((table, purpose) -> text.append("| `" + table + "` | " + purpose + " |\n"));
        text.append("\n```mermaid\nerDiagram\n");
        for (Reference reference : references) {
            if (purposes.containsKey(reference.from())) {
                text.append(reference.row());
            }
        }
        for (String table : new TreeSet<>(purposes.keySet())) {
            Set<String> foreign = references.stream()
                    .filter(reference -> reference.from().equals(table))
                    .flatMap(reference -> List.of(reference.columns().split(", ", -1)).stream())
                    .collect(Collectors.toSet());
            text.append("    " + table + " {\n");
            tables.get(table).forEach(column -> text.append(column.row(foreign)));
            text.append("    }\n");
        }
        return text.append("```\n\n").toString();
    }

    private Map<String, List<Column>> columns() {
        return database.read(handle -> handle
                .createQuery(COLUMNS)
                .map((row, context) -> new Column(
                        row.getString("of_table"),
                        row.getString("name"),
                        row.getString("type"),
                        row.getBoolean("nullable"),
                        row.getBoolean("in_key"),
                        row.getBoolean("is_unique")))
                .stream()
                .collect(Collectors.groupingBy(Column::table, TreeMap::new, Collectors.toList())));
    }

    private List<Reference> references() {
        return database.read(handle -> handle.createQuery(REFERENCES)
                .map((row, context) -> new Reference(
                        row.getString("of_table"),
                        row.getString("to_table"),
                        row.getString("columns"),
                        row.getBoolean("nullable"),
                        row.getBoolean("single")))
                .list());
    }
}
