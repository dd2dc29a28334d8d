package aisle.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.ErrorCode;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules that hold the structure, each also run on a fixture in {@code archfixtures} that breaks it: a rule that nobody
 * has seen fail is not a rule.
 */
class ArchitectureTest {
    private static final Path DOCUMENT = Path.of("../ARCHITECTURE.md");
    private static final Path ERRORS = Path.of("../docs/errors.md");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("aisle");
    private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages("archfixtures");

    static List<ArchRule> rules() {
        return List.of(
                Rules.sqlOnlyInDaos(),
                Rules.httpOnlyAtTheEdge(),
                Rules.everyEndpointSaysWhoMayCallIt(),
                Rules.everyChangeMayBeConditional(),
                Rules.timeAndChanceComeFromOnePlace(),
                Rules.noBinaryFractions(),
                Rules.namesSayWhatIsMeant(),
                Rules.kernelDoesNothing());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theProductKeepsTheRule(ArchRule rule) {
        rule.check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theFixtureBreaksTheRule(ArchRule rule) {
        assertTrue(rule.evaluate(FIXTURES).hasViolation());
    }

    @Test
    void featuresUseEachOtherOnlyAlongTheArrows() throws IOException {
        Map<String, Set<String>> arrows = Arrows.table(DOCUMENT);
        assertTrue(arrows.size() > 5, "the table was found");
        classes().should(new Arrows("aisle", arrows)).check(PRODUCT);
        assertNull(Arrows.cycle(arrows), "the arrows have a cycle");
    }

    @Test
    void anArrowThatIsNotInTheTableIsSeen() {
        Map<String, Set<String>> arrows = Map.of("shelf", Set.of(), "till", Set.of("shelf"));
        assertTrue(
                classes()
                        .should(new Arrows("archfixtures", arrows))
                        .evaluate(FIXTURES)
                        .getFailureReport()
                        .getDetails()
                        .stream()
                        .anyMatch(detail -> detail.startsWith("shelf may not use till")));
        assertNotNull(Arrows.cycle(Map.of("shelf", Set.of("till"), "till", Set.of("shelf"))));
    }

    @Test
    void everyOperationThatWritesIsAudited() {
        methods().should(new AuditedWrites("aisle")).check(PRODUCT);
    }

    @Test
    void anOperationThatForgetsTheAuditIsSeen() {
        List<String> violations = methods()
                .should(new AuditedWrites("archfixtures"))
                .evaluate(FIXTURES)
                .getFailureReport()
                .getDetails();
        assertEquals(1, violations.size(), violations.toString());
        assertTrue(violations.getFirst().contains("TillResource.forgets"));
    }

    @Test
    void migrationsTakeTimeAndIdsFromTheApplication() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.toList()) {
                assertFalse(Sql.asksTheClock(Files.readString(file)), file + " asks the clock or the dice");
            }
        }
        assertTrue(Sql.asksTheClock("created_at timestamptz DEFAULT now()"));
        assertTrue(Sql.asksTheClock("DEFAULT CURRENT_TIMESTAMP"));
        assertFalse(Sql.asksTheClock("-- never now()\nSELECT 1 /* random */"));
    }

    @Test
    void everyErrorCodeIsExplainedAndNoOther() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (ErrorCode code : ErrorCode.values()) {
            codes.add(code.name() + " " + code.status());
        }
        assertEquals(codes, documented(Files.readString(ERRORS)));
        assertEquals(Set.of("A_CODE 409"), documented("| `A_CODE` | 409 | text | text |"));
    }

    private static Set<String> documented(String page) {
        Set<String> codes = new TreeSet<>();
        Matcher row = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (\\d{3}) \\|").matcher(page);
        while (row.find()) {
            assertTrue(codes.add(row.group(1) + " " + row.group(2)), row.group(1) + " stands there twice");
        }
        return codes;
    }
}
