package aisle.cli;

import aisle.platform.config.Variable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds variables that were meant for Aisle and that it does not know: a misspelt setting must not be a silent default. */
final class UnknownVariables {
    private static final String PREFIX = "AISLE_";

    /** What the {@code ./aisle} script and its tests tell each other. */
    private static final Set<String> OF_THE_SCRIPT = Set.of("AISLE_JDK_SEARCH", "AISLE_TESTS_IN");

    /** What Kubernetes sets in every container beside a service whose name begins with "aisle"; nobody chose these. */
    private static final Pattern OF_KUBERNETES = Pattern.compile(
            "AISLE_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern SERVICE_LINK = Pattern.compile("(tcp|udp|sctp)://\\S+");

    private UnknownVariables() {}

    /** A sentence for each of them, with the name that was probably meant. */
    static List<String> among(Map<String, String> variables) {
        return variables.entrySet().stream()
                .filter(variable -> isUnknown(variable.getKey(), variable.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .map(name -> name + " is no setting of Aisle; did you mean " + nearest(name) + "?")
                .toList();
    }

    private static boolean isUnknown(String name, String value) {
        return name.startsWith(PREFIX)
                && Arrays.stream(Variable.values())
                        .noneMatch(variable -> variable.names().contains(name))
                && !OF_THE_SCRIPT.contains(name)
                && !OF_KUBERNETES.matcher(name).matches()
                && !(name.endsWith("_PORT") && SERVICE_LINK.matcher(value).matches());
    }

    /** Most settings have no prefix, so the name without one counts too. */
    private static String nearest(String unknown) {
        String bare = unknown.substring(PREFIX.length()).toUpperCase(Locale.ROOT);
        return Arrays.stream(Variable.values())
                .flatMap(variable -> variable.names().stream())
                .min(Comparator.comparingInt(name -> Math.min(distance(name, unknown), distance(name, bare))))
                .orElseThrow();
    }

    /** How many letters must be put in, left out or changed to make one of the other (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
