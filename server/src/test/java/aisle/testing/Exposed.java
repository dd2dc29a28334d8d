package aisle.testing;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a server or an exporter shows in the Prometheus text format. */
public final class Exposed {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? [^ ]+(?: [0-9]+)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (histogram|summary)");
    private static final Pattern PART = Pattern.compile("(.*)_(bucket|count|sum|max)");

    private Exposed() {}

    /** Every name that a query may use. */
    public static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        text.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach(sample -> names.add(sample.group(1)));
        return names;
    }

    /** The labels of each metric; a histogram or summary counts as one, without the labels that all of them have. */
    public static Map<String, Set<String>> labels(String text) {
        Set<String> compound = new HashSet<>();
        TYPE.matcher(text).results().forEach(type -> compound.add(type.group(1)));
        Map<String, Set<String>> labels = new TreeMap<>();
        for (String line : text.lines().toList()) {
            Matcher sample = SAMPLE.matcher(line);
            if (line.startsWith("#") || !sample.matches()) {
                continue;
            }
            Matcher part = PART.matcher(sample.group(1));
            String name = part.matches() && compound.contains(part.group(1)) ? part.group(1) : sample.group(1);
            Set<String> own = labels.computeIfAbsent(name, key -> new TreeSet<>());
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach(label -> own.add(label.group(1)));
            }
            own.remove("le");
            own.remove("quantile");
        }
        return labels;
    }
}
