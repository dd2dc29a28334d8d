package aisle.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The other files for running Aisle: what they promise, and what their linters say. */
class DeployFilesTest {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z_]+)");

    @ParameterizedTest
    @ValueSource(strings = {"compose", "dockerfile", "workflows", "secrets", "shell", "terraform"})
    void itsLinterFindsNothing(String check) throws Exception {
        Project.Outcome outcome = Project.run("sh", ".ci/lint-deploy", check);
        if (outcome.status() == 3) {
            System.err.println(outcome.output());
        }
        assumeTrue(outcome.status() != 3, outcome.output());
        assertEquals(0, outcome.status(), outcome.output());
    }

    @ParameterizedTest
    @CsvSource({
        "api, store-api, ''",
        "db, store-db, ''",
        "redis, store-redis, cluster",
        "prometheus, store-prometheus, observability",
        "grafana, store-grafana, observability",
        "alertmanager, store-alertmanager, observability",
        "postgres-exporter, store-postgres-exporter, observability"
    })
    void eachServiceHasItsContainerAndProfile(String service, String container, String profile) {
        JsonNode found = Project.yaml("compose.yaml").at("/services/" + service);

        assertEquals(container, found.path("container_name").asText());
        assertEquals(profile, found.at("/profiles/0").asText());
    }

    @Test
    void theServiceListensWhereTheOthersLook() {
        JsonNode services = Project.yaml("compose.yaml").path("services");

        assertEquals("5000", services.at("/api/environment/PORT").asText());
        assertTrue(services.at("/api/ports/0").asText().endsWith(":5000"));
        assertTrue(services.at("/api/read_only").asBoolean());
        assertTrue(services.at("/prometheus/ports/0").asText().endsWith(":9090"));
        assertTrue(services.at("/grafana/ports/0").asText().endsWith(":3000"));
        assertTrue(services.at("/alertmanager/ports/0").asText().endsWith(":9093"));
        assertTrue(services.at("/db/image").asText().startsWith("postgres:16"));
        assumeTrue(
                Files.isDirectory(Project.ROOT.resolve("deploy/observability/prometheus")),
                "there is no configuration of Prometheus here");
        String targets = Project.text("deploy/observability/prometheus/prometheus.yml");
        for (String target : List.of("store-api:5000", "store-postgres-exporter:9187", "store-alertmanager:9093")) {
            assertTrue(targets.contains(target), target);
        }
    }

    /** A variable of Compose's that the example lacks is one that nobody finds. */
    @Test
    void theExampleHasTheDocumentsVariablesAndComposeUsesAllOfThem() {
        Set<String> example = new TreeSet<>();
        for (String line : Project.text(".env.example").lines().toList()) {
            if (line.matches("[A-Z_]+=.*")) {
                example.add(line.substring(0, line.indexOf('=')));
            }
        }
        Set<String> used = new TreeSet<>();
        Matcher references = REFERENCE.matcher(Project.text("compose.yaml"));
        while (references.find()) {
            used.add(references.group(1));
        }

        assertTrue(example.containsAll(List.of("DB_USER", "DB_PASSWORD", "DB_NAME", "DB_HOST", "DB_PORT")));
        assertTrue(example.containsAll(List.of("GRAFANA_ADMIN_USER", "GRAFANA_ADMIN_PASSWORD")));
        example.removeAll(used);
        assertEquals(Set.of(), example);
    }

    @Test
    void theTaskDefinitionHasTheDocumentsPlaceholdersAndNoSecret() {
        String text = Project.text("deploy/ecs/taskdef.json");
        JsonNode container = Project.yamlOf(text).at("/containerDefinitions/0");

        assertEquals("PLACEHOLDER_IMAGE_URI", container.path("image").asText());
        assertTrue(text.contains("arn:aws:iam::ACCOUNT:role/"));
        assertEquals(
                "REGION",
                container.at("/logConfiguration/options/awslogs-region").asText());
        for (JsonNode secret : container.path("secrets")) {
            assertTrue(secret.path("valueFrom").asText().startsWith("arn:aws:secretsmanager:REGION:ACCOUNT:secret:"));
        }
        Set<String> open = new HashSet<>();
        container
                .path("environment")
                .forEach(variable -> open.add(variable.path("name").asText()));
        assertEquals(Set.of("APP_ENV", "PORT", "LOG_FORMAT", "TRUSTED_PROXIES"), open);
        assertTrue(container.path("readonlyRootFilesystem").asBoolean());
    }

    @Test
    void theTaskDefinitionIsFilledInForServersAndForMigrations() throws Exception {
        boolean jq = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "jq")));
        assumeTrue(jq, "THE TASK DEFINITION WAS NOT FILLED IN: there is no jq here");

        Project.Outcome server = Project.run("deploy/ecs/fill", "repo/aisle:1", "eu-west-1", "123456789012", "staging");
        assertEquals(0, server.status(), server.output());
        assertFalse(
                Pattern.compile("PLACEHOLDER|REGION|ACCOUNT")
                        .matcher(server.output())
                        .find(),
                server.output());
        assertTrue(server.output().contains("\"value\": \"staging\""), server.output());

        JsonNode migrator = Project.yamlOf(
                Project.run("deploy/ecs/fill", "repo/aisle:1", "eu-west-1", "123456789012", "staging", "migrator")
                        .output());
        assertEquals("migrate", migrator.at("/containerDefinitions/0/command/0").asText());
        assertEquals(1, migrator.at("/containerDefinitions/0/secrets").size());
        assertEquals(
                "arn:aws:secretsmanager:eu-west-1:123456789012:secret:store-management-api/migrator-db-url",
                migrator.at("/containerDefinitions/0/secrets/0/valueFrom").asText());
    }

    @Test
    void theWorkflowTakesTheDocumentsSecretsAndProductionStartsByHandOnly() {
        String deploy = Project.text(".github/workflows/deploy.yml") + Project.text(".github/workflows/ecs.yml");
        for (String secret : List.of(
                "AWS_ACCESS_KEY_ID",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_REGION",
                "ECR_REPOSITORY",
                "ECS_CLUSTER",
                "ECS_SERVICE")) {
            assertTrue(deploy.contains("secrets." + secret), secret);
        }
        JsonNode jobs = Project.yaml(".github/workflows/deploy.yml").path("jobs");
        assertEquals(
                "github.event_name == 'workflow_dispatch'",
                jobs.at("/production/if").asText());
        assertEquals("dev", jobs.at("/staging/needs/1").asText());
        assertEquals(
                "${{ inputs.environment }}",
                Project.yaml(".github/workflows/ecs.yml")
                        .at("/jobs/deploy/environment")
                        .asText());
    }

    @Test
    void theImageRunsAsNobodyAndLeavesTheDatabaseOutUnlessAsked() {
        String dockerfile = Project.text("Dockerfile");

        assertTrue(dockerfile.contains("\nUSER 10001:10001\n"));
        assertTrue(dockerfile.contains("\nHEALTHCHECK "));
        assertTrue(dockerfile.contains("ARG BUILT_IN_POSTGRES=false"));
        assertFalse(Pattern.compile("(?m)^FROM \\S+:latest").matcher(dockerfile).find());
    }
}
