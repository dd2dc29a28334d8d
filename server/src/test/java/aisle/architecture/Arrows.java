package aisle.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table “Who may call whom” of ARCHITECTURE.md, read from there so that text and rule cannot differ: a feature uses
 * another only along an arrow. A feature that the table does not name may use nothing.
 */
final class Arrows extends ArchCondition<JavaClass> {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z.]+)` \\| ([^|]*)\\|.*");
    private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");

    private final String root;
    private final Map<String, Set<String>> allowed;

    Arrows(String root, Map<String, Set<String>> allowed) {
        super("follow the arrows of ARCHITECTURE.md");
        this.root = root;
        this.allowed = allowed;
    }

    static Map<String, Set<String>> table(Path document) throws IOException {
        Map<String, Set<String>> arrows = new LinkedHashMap<>();
        boolean inTable = false;
        for (String line : Files.readAllLines(document)) {
            if (line.startsWith("#")) {
                inTable = line.equals("## Who may call whom");
            }
            Matcher row = ROW.matcher(line);
            if (inTable && row.matches()) {
                Set<String> targets = new HashSet<>();
                Matcher name = NAME.matcher(row.group(2));
                while (name.find()) {
                    targets.add(name.group(1));
                }
                arrows.put(row.group(1), targets);
            }
        }
        return arrows;
    }

    /** A way from a feature back to itself, or null. */
    static String cycle(Map<String, Set<String>> arrows) {
        for (String start : arrows.keySet()) {
            if (reaches(arrows, start, start, new HashSet<>())) {
                return start;
            }
        }
        return null;
    }

    private static boolean reaches(Map<String, Set<String>> arrows, String from, String goal, Set<String> seen) {
        for (String next : arrows.getOrDefault(from, Set.of())) {
            if (next.equals(goal) || (seen.add(next) && reaches(arrows, next, goal, seen))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        String from = feature(type);
        if (from == null) {
            return;
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            String to = feature(dependency.getTargetClass().getBaseComponentType());
            if (to != null
                    && !to.equals(from)
                    && !allowed.getOrDefault(from, Set.of()).contains(to)) {
                events.add(SimpleConditionEvent.violated(
                        type, from + " may not use " + to + ": " + dependency.getDescription()));
            }
        }
    }

    /** The name in the table: the longest one that the package has, or the first segment below the root. */
    private String feature(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(root + ".")) {
            return null;
        }
        String rest = name.substring(root.length() + 1);
        String best = rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
        for (String known : allowed.keySet()) {
            if ((rest.equals(known) || rest.startsWith(known + ".")) && known.length() > best.length()) {
                best = known;
            }
        }
        return best;
    }
}
