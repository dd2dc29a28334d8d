package aisle.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What one reads to follow an order from its request to the last SQL statement: these methods of these files, with what is
 * said above them. It must stay little enough to be read in one go, and the table in ARCHITECTURE.md must be true.
 */
class OrderTraceDocumentTest {
    private static final Path DOCUMENT = Path.of("../ARCHITECTURE.md");
    private static final Path SOURCES = Path.of("src/main/java/aisle");
    private static final String BEGIN = "<!-- order trace: written by OrderTraceDocumentTest -->\n";
    private static final String END = "<!-- end of the order trace -->\n";
    private static final int MOST_FILES = 15;
    private static final int MOST_LINES = 1_800;

    /** File and methods, in the order in which an order meets them; no methods means the whole file. */
    private static final Map<String, List<String>> TRACE = trace();

    private static Map<String, List<String>> trace() {
        Map<String, List<String>> trace = new LinkedHashMap<>();
        trace.put("checkout/CheckoutResource", List.of("confirm", "contact"));
        trace.put("platform/web/Writes", List.of("performInSteps", "keep", "first", "kept", "response"));
        trace.put("checkout/Checkout", List.of("confirm", "earlier", "customer", "mustFit", "itemsOf"));
        trace.put("cart/CartDao", List.of("lock", "withLines", "subtract"));
        trace.put("checkout/Placement", List.of());
        trace.put("checkout/Quote", List.of());
        trace.put("catalog/prices/OfferDao", List.of());
        trace.put("settings/SettingValueDao", List.of("ofStore"));
        trace.put("pricing/Pricing", List.of());
        trace.put("delivery/BookingDao", List.of("lock", "book"));
        trace.put("payments/Payments", List.of("begin"));
        trace.put("payments/PaymentDao", List.of("insert"));
        trace.put("orders/OrderDao", List.of());
        trace.put("inventory/ReservationDao", List.of("reserve"));
        trace.put("checkout/PlaceOrderAnswers", List.of());
        return trace;
    }

    @Test
    void theWayOfAnOrderCanBeReadInOneGo() throws IOException {
        StringBuilder table = new StringBuilder("| File | Read | Lines |\n|---|---|---|\n");
        int lines = 0;
        for (Map.Entry<String, List<String>> file : TRACE.entrySet()) {
            List<String> source = Files.readAllLines(SOURCES.resolve(file.getKey() + ".java"));
            int count = file.getValue().isEmpty() ? source.size() : linesOf(source, file.getValue());
            lines += count;
            table.append("| `%s` | %s | %d |\n"
                    .formatted(
                            file.getKey(),
                            file.getValue().isEmpty() ? "all of it" : "`" + String.join("`, `", file.getValue()) + "`",
                            count));
        }
        table.append("| %d files | | %d |\n".formatted(TRACE.size(), lines));
        assertTrue(TRACE.size() <= MOST_FILES, TRACE.size() + " files");
        assertTrue(lines <= MOST_LINES, lines + " lines");
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        if (Boolean.getBoolean("docs.write")) {
            document = document.substring(0, begin) + table + document.substring(end);
            Files.writeString(DOCUMENT, document);
            end = document.indexOf(END);
        }
        assertEquals(table.toString(), document.substring(begin, end));
    }

    /** A method that nobody has any more must not be counted as nothing. */
    @Test
    void everyMethodOfTheWayExists() throws IOException {
        for (Map.Entry<String, List<String>> file : TRACE.entrySet()) {
            List<String> source = Files.readAllLines(SOURCES.resolve(file.getKey() + ".java"));
            for (String method : file.getValue()) {
                assertTrue(linesOf(source, List.of(method)) > 2, file.getKey() + "." + method);
            }
        }
    }

    /** The lines of all methods of these names, each with the comment and the annotations above it. */
    private static int linesOf(List<String> source, List<String> methods) {
        int count = 0;
        for (String method : methods) {
            Pattern declaration = Pattern.compile("    (?! )(?!return)[^=(]*\\b" + method + "\\(.*");
            for (int i = 0; i < source.size(); i++) {
                if (declaration.matcher(source.get(i)).matches()) {
                    int first = i;
                    while (first > 0 && !source.get(first - 1).isBlank()) {
                        first--;
                    }
                    int last = i;
                    while (!source.get(last).equals("    }")) {
                        last++;
                    }
                    count += last - first + 1;
                    i = last;
                }
            }
        }
        return count;
    }
}
