package aisle.cli;

import aisle.platform.config.StartupProblem;
import aisle.platform.config.StartupProblem.Kind;
import aisle.platform.config.Variable;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables as typed values. What is wrong is collected, so that a person learns of all of it at once and
 * before anything has started. Values are never shown: any of them may be a secret in the wrong place.
 */
final class Environment {
    /** What Kubernetes and Docker set for a service named like a variable's beginning: {@code DB_PORT=tcp://10.0.0.7:5432}. */
    private static final Pattern SERVICE_LINK = Pattern.compile("(tcp|udp|sctp)://\\S+");

    private final Map<Variable, String> set = new EnumMap<>(Variable.class);
    private final Map<Variable, String> sources = new EnumMap<>(Variable.class);
    private final List<String> problems = new ArrayList<>();

    Environment(Map<String, String> variables) {
        for (Variable variable : Variable.values()) {
            variable.names().stream()
                    .filter(name -> isSet(name, variables.getOrDefault(name, "")))
                    .findFirst()
                    .ifPresent(name -> read(variable, name, variables.getOrDefault(name, "")));
        }
        problems.addAll(UnknownVariables.among(variables));
    }

    static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    private static boolean isSet(String name, String value) {
        return !value.isBlank()
                && !(name.endsWith("PORT") && SERVICE_LINK.matcher(value).matches());
    }

    private void read(Variable variable, String name, String value) {
        sources.put(variable, name);
        try {
            set.put(variable, variable.canonical(value.strip()));
        } catch (IllegalArgumentException e) {
            problem(name + " must be " + variable.expected() + ".");
        }
    }

    void problem(String sentence) {
        problems.add(sentence);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    /** @throws StartupProblem that names everything that is wrong */
    void refuseProblems() {
        if (problems.size() == 1) {
            throw new StartupProblem(Kind.CONFIGURATION, problems.getFirst());
        }
        if (!problems.isEmpty()) {
            throw new StartupProblem(
                    Kind.CONFIGURATION, "these settings need attention:\n  - " + String.join("\n  - ", problems));
        }
    }

    /** Whether somebody has set it, to something usable or not. */
    boolean isSet(Variable variable) {
        return sources.containsKey(variable);
    }

    /** The name by which it was set, or null. */
    @Nullable
    String source(Variable variable) {
        return sources.get(variable);
    }

    /** Sets what nobody has set. */
    void prefer(Variable variable, String value) {
        if (!isSet(variable)) {
            set.put(variable, variable.canonical(value));
        }
    }

    /** Overrules what was set, for example by an option of the command line. */
    void overrule(Variable variable, String option, String value) {
        sources.put(variable, option);
        try {
            set.put(variable, variable.canonical(value));
        } catch (IllegalArgumentException e) {
            problem(option + " must be " + variable.expected() + ".");
        }
    }

    /** What was set, or null. */
    @Nullable
    String given(Variable variable) {
        return set.get(variable);
    }

    /** What was set, else the default; empty when there is none. */
    String text(Variable variable) {
        return Objects.requireNonNullElse(set.get(variable), variable.fallback());
    }

    int number(Variable variable) {
        return Integer.parseInt(text(variable));
    }

    boolean flag(Variable variable) {
        return Boolean.parseBoolean(text(variable));
    }

    Duration duration(Variable variable) {
        return DurationConverter.parseDuration(text(variable));
    }
}
