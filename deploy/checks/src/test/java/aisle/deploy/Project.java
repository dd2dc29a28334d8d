package aisle.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The project's files, and its scripts. */
final class Project {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Project() {}

    static JsonNode yaml(String file) {
        return yamlOf(text(file));
    }

    /** The first document of a text; JSON is YAML too. */
    static JsonNode yamlOf(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param status of the script; 3 means that what it needs is not there, and the output says what */
    record Outcome(int status, String output) {}

    static Outcome run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("aisle-check-", ".txt");
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        return new Outcome(status, Files.readString(output, StandardCharsets.UTF_8));
    }
}
