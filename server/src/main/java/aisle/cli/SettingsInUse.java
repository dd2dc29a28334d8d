package aisle.cli;

import aisle.platform.config.Variable;
import aisle.platform.observability.LogEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * The settings that hold, for the log of a start and for {@code serve --check}. Of a secret it tells only whether it is
 * set.
 *
 * @param lines in the order of the documentation
 */
record SettingsInUse(List<Line> lines) implements LogEvent {
    /** Those that no server reads, or only the demo. */
    private static final Set<Variable> OF_COMMANDS = EnumSet.of(
            Variable.AISLE_ADMIN_PASSWORD,
            Variable.AISLE_DEMO_PASSWORD,
            Variable.AISLE_JAVA_HOME,
            Variable.AISLE_JAVA_OPTS);

    /** @param source the name that it was set by, or "default" */
    record Line(Variable variable, String value, String source) {}

    static SettingsInUse of(Environment environment) {
        return new SettingsInUse(Arrays.stream(Variable.values())
                .filter(variable -> !OF_COMMANDS.contains(variable))
                .map(variable -> {
                    String source = environment.source(variable);
                    return new Line(
                            variable, shown(variable, environment.text(variable)), source == null ? "default" : source);
                })
                .toList());
    }

    /** As a running server reads them. */
    static SettingsInUse of(Config config) {
        return new SettingsInUse(Arrays.stream(Variable.values())
                .filter(variable -> !OF_COMMANDS.contains(variable))
                .map(variable -> new Line(
                        variable,
                        shown(
                                variable,
                                config.getOptionalValue(variable.name(), String.class)
                                        .orElse("")),
                        ""))
                .toList());
    }

    private static String shown(Variable variable, String value) {
        if (value.isEmpty()) {
            return "(not set)";
        }
        return variable.isSecret() ? "(set)" : value;
    }

    String table() {
        return lines.stream()
                .map(line -> String.format("%-34s %-26s %s%n", line.variable(), line.value(), line.source()))
                .collect(Collectors.joining());
    }

    @Override
    public String event() {
        return "settings_in_use";
    }

    @Override
    public void write(JsonGenerator out) throws IOException {
        for (Line line : lines) {
            out.writeStringField(line.variable().name().toLowerCase(Locale.ROOT), line.value());
        }
    }

    @Override
    public String toString() {
        return lines.stream()
                .map(line -> line.variable() + "=" + line.value())
                .collect(Collectors.joining(" ", event() + " ", ""));
    }
}
