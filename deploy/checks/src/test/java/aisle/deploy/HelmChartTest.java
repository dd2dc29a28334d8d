package aisle.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart as Helm renders it: clean to its linter, and nothing in it that Kubernetes would not know. */
class HelmChartTest {
    private static final Path CHART = Project.ROOT.resolve("deploy/helm/aisle");
    private static final Path VALUES = Project.ROOT.resolve("deploy/helm/values");

    private static final Map<String, Class<?>> KINDS = Map.ofEntries(
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("batch/v1 Job", Job.class),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class));

    /** Of an operator whose types are no library; .ci/lint-deploy holds it to its schema. */
    private static final String EXTERNAL_SECRET = "external-secrets.io/v1 ExternalSecret";

    /** Refuses what the types do not have; they would keep it beside otherwise. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    @BeforeAll
    static void findHelm() {
        String missing = "";
        try {
            Helm.version().call();
        } catch (RuntimeException | LinkageError e) {
            missing = "THE CHART WAS NOT CHECKED: Helm's library does not run on this platform: " + e;
        }
        if (!missing.isEmpty()) {
            System.err.println(missing);
        }
        assumeTrue(missing.isEmpty(), missing);
    }

    /**
     * All objects, those that Helm applies before the others too: the library's "template" leaves them out, so that they are
     * marked by another name in a copy of the chart.
     */
    private static String render(String values) {
        return template(copyOf(values, text -> text.replace("helm.sh/hook", "marked/hook")))
                .withValuesFile(VALUES.resolve(values + ".yaml"))
                .call();
    }

    /** Without a cluster Helm thinks of a Kubernetes of years ago. */
    private static TemplateCommand template() {
        return template(CHART);
    }

    private static TemplateCommand template(Path chart) {
        return new Helm(chart)
                .template()
                .withName("aisle")
                .withNamespace("shop")
                .withKubeVersion("1.32.0");
    }

    private static List<JsonNode> objects(String rendered) {
        return Arrays.stream(rendered.split("(?m)^---\\s*$"))
                .map(Project::yamlOf)
                .filter(JsonNode::isObject)
                .toList();
    }

    private static String kind(JsonNode object) {
        return object.path("apiVersion").asText() + " " + object.path("kind").asText();
    }

    private static JsonNode one(List<JsonNode> objects, String kind) {
        List<JsonNode> found = objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
        assertEquals(1, found.size(), kind);
        return found.getFirst();
    }

    private static Set<String> kinds(List<JsonNode> objects) {
        return objects.stream().map(object -> object.path("kind").asText()).collect(Collectors.toSet());
    }

    /** The library's linter takes no file of values, so that they become the chart's own in a copy of it. */
    private static Path chartWith(String values) throws IOException {
        Path copy = copyOf(values, text -> text);
        ObjectMapper mapper = new ObjectMapper(new YAMLFactory());
        JsonNode merged = mapper.readerForUpdating(Project.yaml("deploy/helm/aisle/values.yaml"))
                .readValue(Files.readString(VALUES.resolve(values + ".yaml")));
        mapper.writeValue(copy.resolve("values.yaml").toFile(), merged);
        return copy;
    }

    private static Path copyOf(String name, UnaryOperator<String> change) {
        try (Stream<Path> files = Files.walk(CHART, FileVisitOption.FOLLOW_LINKS)) {
            Path copy = Files.createDirectories(Path.of("target/charts")).toAbsolutePath();
            copy = Files.createTempDirectory(copy, name).resolve("aisle");
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(CHART.relativize(file));
                Files.createDirectories(target.getParent());
                Files.writeString(target, change.apply(Files.readString(file)));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"development", "staging", "production"})
    void helmsLinterFindsNothing(String values) throws IOException {
        LintResult result = new Helm(chartWith(values)).lint().strict().call();

        assertFalse(result.isFailed(), () -> result.getMessages().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"development", "staging", "production"})
    void kubernetesKnowsAllOfIt(String values) throws Exception {
        String rendered = render(values);
        for (JsonNode object : objects(rendered)) {
            if (!kind(object).equals(EXTERNAL_SECRET)) {
                assertTrue(KINDS.containsKey(kind(object)), kind(object));
                STRICT.treeToValue(object, KINDS.get(kind(object)));
            }
        }
        Path file = Files.createDirectories(Path.of("target/rendered"))
                .resolve(values + ".yaml")
                .toAbsolutePath();
        Files.writeString(file, rendered);
        Project.Outcome outcome = Project.run("sh", ".ci/lint-deploy", "kubernetes", file.toString());
        if (outcome.status() == 3) {
            System.err.println(outcome.output());
        }
        assumeTrue(outcome.status() != 3, outcome.output());
        assertEquals(0, outcome.status(), outcome.output());
    }

    @Test
    void anUnknownFieldWouldBeNoticed() {
        assertThrows(IOException.class, () -> {
            for (JsonNode object : objects(render("development").replace("replicas: 1", "replica: 1"))) {
                STRICT.treeToValue(object, KINDS.get(kind(object)));
            }
        });
    }

    @Test
    void productionHasEverythingAndKeepsItsServersRunning() {
        assumeTrue(
                Files.isDirectory(CHART.resolve("rules")), "there are no alert rules here that the chart could take");
        List<JsonNode> objects = objects(render("production"));

        assertEquals(
                Set.of(
                        "Deployment",
                        "ConfigMap",
                        "Service",
                        "ServiceAccount",
                        "Job",
                        "HorizontalPodAutoscaler",
                        "PodDisruptionBudget",
                        "Ingress",
                        "NetworkPolicy",
                        "ExternalSecret",
                        "ServiceMonitor",
                        "PrometheusRule"),
                kinds(objects));
        JsonNode deployment = one(objects, "Deployment");
        assertTrue(deployment.at("/spec/replicas").isMissingNode(), "the autoscaler decides");
        assertEquals(
                0, deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(-1));
        JsonNode pod = deployment.at("/spec/template/spec");
        JsonNode server = pod.at("/containers/0");
        assertTrue(server.at("/image").asText().contains("@sha256:"));
        assertEquals("/healthz", server.at("/livenessProbe/httpGet/path").asText());
        assertEquals("/readyz", server.at("/readinessProbe/httpGet/path").asText());
        assertEquals("/healthz", server.at("/startupProbe/httpGet/path").asText());
        assertFalse(pod.at("/automountServiceAccountToken").asBoolean(true));
        List<String> metrics = new ArrayList<>();
        one(objects, "HorizontalPodAutoscaler")
                .at("/spec/metrics")
                .forEach(metric -> metrics.add(metric.at("/resource/name").asText()));
        assertEquals(List.of("cpu", "memory"), metrics);
        JsonNode ingress = one(objects, "Ingress").at("/spec");
        assertEquals("api.shop.example", ingress.at("/tls/0/hosts/0").asText());
        ingress.at("/rules/0/http/paths")
                .forEach(path ->
                        assertFalse("/metrics".startsWith(path.path("path").asText())));
        assertEquals(
                "aisle.job", one(objects, "ServiceMonitor").at("/spec/jobLabel").asText());
        assertEquals(
                "store-api",
                one(objects, "Service").at("/metadata/labels/aisle.job").asText());
    }

    @Test
    void everyPodRunsAsNobodyWithARootThatCannotBeWritten() {
        for (String values : List.of("development", "staging", "production")) {
            for (JsonNode object : objects(render(values))) {
                JsonNode pod = object.at("/spec/template/spec");
                if (pod.isMissingNode()) {
                    continue;
                }
                assertTrue(pod.at("/securityContext/runAsNonRoot").asBoolean(), values);
                for (JsonNode container : pod.path("containers")) {
                    JsonNode security = container.path("securityContext");
                    assertTrue(security.path("readOnlyRootFilesystem").asBoolean(), values);
                    assertFalse(security.path("allowPrivilegeEscalation").asBoolean(true), values);
                    assertEquals("ALL", security.at("/capabilities/drop/0").asText(), values);
                    assertFalse(container.at("/resources/limits/memory").isMissingNode(), values);
                }
            }
        }
    }

    @Test
    void theMigrationRunsBeforeTheServersWithARoleOfItsOwn() {
        List<JsonNode> objects = objects(render("production"));

        JsonNode job = one(objects, "Job");
        assertEquals(
                "pre-install,pre-upgrade",
                job.at("/metadata/annotations/marked~1hook").asText());
        assertEquals(
                "aisle-migrator",
                job.at("/spec/template/spec/containers/0/envFrom/0/secretRef/name")
                        .asText());
        assertEquals(
                "aisle",
                one(objects, "Deployment")
                        .at("/spec/template/spec/containers/0/envFrom/1/secretRef/name")
                        .asText());
    }

    @Test
    void aValueThatDoesNotExistIsRefused() {
        String unknown = assertThrows(
                        RuntimeException.class,
                        () -> template().set("replicas", 3).call())
                .getMessage();
        assertTrue(unknown.contains("replicas"), unknown);
        String incomplete = assertThrows(
                        RuntimeException.class,
                        () -> template().set("secret.external.enabled", true).call())
                .getMessage();
        assertTrue(incomplete.contains("names the secret at its keeper"), incomplete);
    }
}
