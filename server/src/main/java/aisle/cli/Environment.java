package aisle.cli;

import aisle.platform.config.StartupProblem;
import aisle.platform.config.StartupProblem.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads environment variables as typed values. What is wrong is collected, so that a person learns of all of it at once
 * and before anything has started. Values are never shown: any of them may be a secret in the wrong place.
 */
final class Environment {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)?");

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    static Environment ofProcess() {
        return new Environment(System.getenv());
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

    /** The first of these variables that is set and not blank. */
    @Nullable
    String text(String... names) {
        String name = nameOfSet(names);
        return name == null ? null : variables.getOrDefault(name, "").strip();
    }

    String text(List<String> names, String fallback) {
        String value = text(names.toArray(String[]::new));
        return value == null ? fallback : value;
    }

    int number(List<String> names, int fallback, int least, int most) {
        String name = nameOfSet(names.toArray(String[]::new));
        if (name == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(variables.getOrDefault(name, "").strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        problem(name + " must be a whole number from " + least + " to " + most + ".");
        return fallback;
    }

    boolean flag(String name) {
        String value = text(name);
        if (value == null) {
            return false;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> {
                problem(name + " must be true or false.");
                yield false;
            }
        };
    }

    /** Seconds as a plain number, or with a unit: 500ms, 60s, 2m, 1h. */
    Duration duration(String name, Duration fallback) {
        String value = text(name);
        if (value == null) {
            return fallback;
        }
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            problem(name + " must be a time span such as 60s or 2m.");
            return fallback;
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case null, default -> Duration.ofSeconds(count);
        };
    }

    /** Reads a variable in its own way; {@code expected} ends the sentence "NAME must be …" when the reading throws. */
    <T> @Nullable T value(String name, Function<String, T> reading, String expected) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            return reading.apply(value);
        } catch (RuntimeException e) {
            problem(name + " must be " + expected + ".");
            return null;
        }
    }

    private @Nullable String nameOfSet(String... names) {
        for (String name : names) {
            if (!variables.getOrDefault(name, "").isBlank()) {
                return name;
            }
        }
        return null;
    }
}
