package aisle.platform.csv;

import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a file say what.
 *
 * @param <C> what columns can say
 */
public final class ColumnMapping<C extends Enum<C> & ColumnMapping.Target> {
    private final Class<C> targets;
    private final Map<C, List<Integer>> positions;
    private final List<String> header;

    /** What a column can say. */
    public interface Target {
        /** The name in headers and mappings. */
        String text();

        /** Whether nothing is imported without it. */
        boolean isRequired();

        /** Whether it may be a path over several columns. */
        default boolean takesSeveralColumns() {
            return false;
        }
    }

    private ColumnMapping(Class<C> targets, List<String> header) {
        this.targets = targets;
        this.positions = new EnumMap<>(targets);
        this.header = header;
    }

    /**
     * Reads a mapping such as {@code sku=index,category=category>sub_category} against a file's header. Without a text
     * every column that is named like a target fills it. Column names are compared exactly, else ignoring case.
     *
     * @throws DomainError naming everything that is wrong with it
     */
    public static <C extends Enum<C> & Target> ColumnMapping<C> of(
            @Nullable String text, List<String> header, Class<C> targets) {
        List<FieldError> problems = new ArrayList<>();
        ColumnMapping<C> mapping = new ColumnMapping<>(targets, header);
        if (text == null || text.isBlank()) {
            mapping.takeNames(problems);
        } else {
            mapping.take(text, problems);
        }
        for (C target : targets.getEnumConstants()) {
            if (target.isRequired() && !mapping.positions.containsKey(target) && problems.isEmpty()) {
                problems.add(problem(
                        "required",
                        "No column fills “" + target.text() + "”; the file has " + quoted(header) + ". Name one as "
                                + target.text() + "=column."));
            }
        }
        if (!problems.isEmpty()) {
            throw DomainError.invalid(problems);
        }
        return mapping;
    }

    /** A mapping as {@link #names} gave it, against the same header. */
    public static <C extends Enum<C> & Target> ColumnMapping<C> of(
            Map<String, List<String>> names, List<String> header, Class<C> targets) {
        List<FieldError> problems = new ArrayList<>();
        ColumnMapping<C> mapping = new ColumnMapping<>(targets, header);
        names.forEach((name, columns) -> mapping.positions.put(
                Enum.valueOf(targets, name.toUpperCase(Locale.ROOT)), find(columns, header, problems)));
        if (!problems.isEmpty()) {
            throw DomainError.invalid(problems);
        }
        return mapping;
    }

    private void takeNames(List<FieldError> problems) {
        for (C target : targets.getEnumConstants()) {
            if (!matching(header, target.text()::equalsIgnoreCase).isEmpty()) {
                positions.put(target, find(List.of(target.text()), header, problems));
            }
        }
    }

    private void take(String text, List<FieldError> problems) {
        for (String entry : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            if (equals < 0) {
                problems.add(problem("invalid", "“" + entry.strip() + "” is not of the form target=column."));
                continue;
            }
            String name = entry.substring(0, equals).strip();
            List<String> columns = List.of(entry.substring(equals + 1).split(">", -1)).stream()
                    .map(String::strip)
                    .toList();
            C target = target(name);
            List<Integer> found = find(columns, header, problems);
            if (target == null) {
                problems.add(problem("unknown", "There is no target “" + name + "”; the targets are " + texts() + "."));
            } else if (columns.size() > 1 && !target.takesSeveralColumns()) {
                problems.add(problem("invalid", "“" + name + "” takes one column only."));
            } else if (positions.put(target, found) != null) {
                problems.add(problem("invalid", "“" + name + "” is there twice."));
            }
        }
    }

    private @Nullable C target(String name) {
        return Stream.of(targets.getEnumConstants())
                .filter(target -> target.text().equals(name))
                .findFirst()
                .orElse(null);
    }

    private String texts() {
        return Stream.of(targets.getEnumConstants()).map(Target::text).collect(Collectors.joining(", "));
    }

    private static List<Integer> find(List<String> columns, List<String> header, List<FieldError> problems) {
        List<Integer> found = new ArrayList<>();
        for (String column : columns) {
            List<Integer> matching = matching(header, column::equals);
            if (matching.isEmpty()) {
                matching = matching(header, column::equalsIgnoreCase);
            }
            if (column.isEmpty() || matching.isEmpty()) {
                problems.add(
                        problem("unknown", "The file has no column “" + column + "”; it has " + quoted(header) + "."));
            } else if (matching.size() > 1) {
                problems.add(problem("ambiguous", "The file has " + matching.size() + " columns “" + column + "”."));
            } else {
                found.add(matching.getFirst());
            }
        }
        return found;
    }

    private static List<Integer> matching(List<String> header, Predicate<String> wanted) {
        return IntStream.range(0, header.size())
                .filter(position -> wanted.test(header.get(position)))
                .boxed()
                .toList();
    }

    private static String quoted(List<String> header) {
        return String.join(
                ", ",
                header.stream()
                        .filter(name -> !name.isEmpty())
                        .map(name -> "“" + name + "”")
                        .toList());
    }

    private static FieldError problem(String code, String message) {
        return new FieldError("mapping", code, message);
    }

    public Set<C> targets() {
        return positions.keySet();
    }

    public int width() {
        return header.size();
    }

    /** What stands in the target's columns, outermost category first; empty when no column fills the target. */
    public List<String> cells(C target, List<String> row) {
        return positions.getOrDefault(target, List.of()).stream().map(row::get).toList();
    }

    /** What stands in the one column that fills a target. */
    public String cell(C target, List<String> row) {
        return row.get(positions.getOrDefault(target, List.of()).getFirst());
    }

    /** The headers of the target's columns, as an error names them. */
    public String columnName(C target) {
        return String.join(">", names(target));
    }

    /** The headers behind each target, to be stored with the job. */
    public Map<String, List<String>> names() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        positions.keySet().forEach(target -> names.put(target.text(), names(target)));
        return names;
    }

    private List<String> names(C target) {
        return positions.getOrDefault(target, List.of()).stream()
                .map(header::get)
                .toList();
    }
}
