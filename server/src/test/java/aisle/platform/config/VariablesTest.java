package aisle.platform.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables, the documentation and the properties behind them tell the same. */
class VariablesTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Z0-9_]+)`");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+):([^{}]*)}");

    /** What the command line hands to the server inside the program; nobody sets it from outside. */
    private static final List<String> INTERNAL = List.of("AISLE_JDBC_", "AISLE_DB_POOL_MAX", "AISLE_UPLOAD_DIR");

    /** A row of the page: the names in its first column, and its default. */
    private record Row(List<String> names, String fallback, String meaning) {}

    private static Map<String, Row> documented(String page) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (String line : page.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            if (cells.length < 5 || !NAME.matcher(cells[1]).find()) {
                continue;
            }
            List<String> names = NAME.matcher(cells[1])
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertEquals(
                    null,
                    rows.put(names.getFirst(), new Row(names, cells[2].strip(), cells[3].strip())),
                    names.getFirst() + " has two rows");
        }
        return rows;
    }

    /** What a page tells otherwise than the code, in sentences. */
    private static List<String> untrue(String page) {
        Map<String, Row> rows = documented(page);
        List<String> problems = new ArrayList<>();
        for (Variable variable : Variable.values()) {
            Row row = rows.remove(variable.name());
            if (row == null) {
                problems.add(variable + " is not documented");
                continue;
            }
            if (!row.names().equals(variable.names())) {
                problems.add(variable + " has the names " + variable.names());
            }
            boolean hasDefault = !variable.fallback().isEmpty();
            if (hasDefault
                    ? !row.fallback().startsWith("`" + variable.fallback() + "`")
                    : row.fallback().startsWith("`")) {
                problems.add(variable + " has the default " + variable.fallback());
            }
            if (row.meaning().isEmpty()) {
                problems.add(variable + " is not explained");
            }
        }
        rows.keySet().forEach(name -> problems.add(name + " is documented but unknown"));
        return problems;
    }

    @Test
    void theDocumentationTellsEachVariableAndNoOther() throws IOException {
        assertEquals(List.of(), untrue(Files.readString(PAGE)));
    }

    @Test
    void aPageThatErrsIsFound() throws IOException {
        String page = Files.readString(PAGE);

        assertEquals(List.of("PORT has the default 8080"), untrue(page.replace("`PORT` | `8080`", "`PORT` | `80`")));
        assertEquals(
                List.of("PORT is not documented", "PORTS is documented but unknown"),
                untrue(page.replace("| `PORT` |", "| `PORTS` |")));
        assertEquals(
                List.of("APP_ENV has the names [APP_ENV, ENV, ENVIRONMENT]"),
                untrue(page.replace("`ENVIRONMENT`", "")));
    }

    @Test
    void thePropertiesHaveTheSameDefaults() throws IOException {
        String properties;
        try (InputStream in = Variable.class.getResourceAsStream("/application.properties")) {
            properties = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Matcher expressions = EXPRESSION.matcher(properties);
        int known = 0;
        while (expressions.find()) {
            String name = expressions.group(1);
            if (INTERNAL.stream().anyMatch(name::startsWith)) {
                continue;
            }
            Variable variable = Arrays.stream(Variable.values())
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " is no Variable"));
            assertEquals(variable.fallback(), expressions.group(2), name);
            known++;
        }
        assertTrue(known > 10);
    }

    @ParameterizedTest
    @CsvSource({
        "APP_ENV,Prod,production",
        "APP_ENV,dev,development",
        "DEBUG,Yes,true",
        "DEBUG,0,false",
        "DB_STARTUP_TIMEOUT,60,60s",
        "DB_STARTUP_TIMEOUT,2 m,2m",
        "HTTP_IDLE_TIMEOUT,1ms,1ms",
        "OUTBOX_RETENTION,0,0s",
        "SESSION_RETENTION,3650d,3650d",
        "IMPORT_MAX_UPLOAD,256m,256M",
        "HTTP_LOG_LEVEL,warning,WARN",
        "CHAIN_CURRENCY,eur,EUR"
    })
    void valuesAreWrittenInOneWay(Variable variable, String value, String canonical) {
        assertEquals(canonical, variable.canonical(value));
    }

    @ParameterizedTest
    @CsvSource({
        "APP_ENV,live",
        "PORT,65536",
        "PORT,-1",
        "PORT,8080x",
        "DEBUG,maybe",
        "DB_STARTUP_TIMEOUT,soon",
        "HTTP_IDLE_TIMEOUT,0s",
        "HTTP_BODY_TIMEOUT,25h",
        "SESSION_RETENTION,3651d",
        "OUTBOX_RETENTION,999999999h",
        "IMPORT_MAX_UPLOAD,much",
        "IMPORT_MAX_UPLOAD,501M",
        "IMPORT_MAX_UPLOAD,999999999G",
        "LOG_LEVEL,LOUD",
        "CHAIN_CURRENCY,EURO",
        "CHAIN_TIMEZONE,Mars/Olympus",
        "DELIVERY_SOURCE_STORE_ID,first",
        "JWT_SECRET_KEY,0123456789012345678901234567890",
        "PII_KEY,short"
    })
    void valuesThatMakeNoSenseAreRefused(Variable variable, String value) {
        assertThrows(IllegalArgumentException.class, () -> variable.canonical(value));
    }

    @Test
    void noSecretHasADefault() {
        for (Variable variable : Variable.values()) {
            assertFalse(variable.isSecret() && !variable.fallback().isEmpty(), variable.name());
        }
    }
}
