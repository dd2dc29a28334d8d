package aisle.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The drawing in {@code docs/payments.md} is that of {@link PaymentStatus#GRAPH}. */
class PaymentGraphDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/payments.md");
    private static final String BEGIN = "<!-- states: drawn from PaymentStatus.GRAPH -->\n";
    private static final String END = "<!-- end of states -->\n";

    @Test
    void theDrawingIsTrue() throws IOException {
        String drawn = drawing();
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        if (Boolean.getBoolean("docs.write")) {
            document = document.substring(0, begin) + drawn + document.substring(end);
            Files.writeString(DOCUMENT, document);
            end = document.indexOf(END);
        }
        assertEquals(drawn, document.substring(begin, end));
    }

    private static String drawing() {
        String steps = Arrays.stream(PaymentStatus.values())
                .flatMap(from -> PaymentStatus.GRAPH.getOrDefault(from, Set.of()).stream()
                        .map(to -> "    " + from + " --> " + to + "\n"))
                .collect(Collectors.joining());
        return "```mermaid\nstateDiagram-v2\n" + steps + "```\n";
    }
}
