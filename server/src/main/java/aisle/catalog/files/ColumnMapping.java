package aisle.catalog.files;

import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which columns of a file say what of a product. */
public final class ColumnMapping {
    private final Map<Column, List<Integer>> positions;
    private final List<String> header;

    private ColumnMapping(Map<Column, List<Integer>> positions, List<String> header) {
        this.positions = positions;
        this.header = header;
    }

    /**
     * Reads a mapping such as {@code sku=index,category=category>sub_category} against a file's header. Without a text
     * every column that is named like a target fills it. Column names are compared exactly, else ignoring case.
     *
     * @throws DomainError naming everything that is wrong with it
     */
    static ColumnMapping of(@Nullable String text, List<String> header) {
        List<FieldError> problems = new ArrayList<>();
        ColumnMapping mapping =
                text == null || text.isBlank() ? named(header, problems) : written(text, header, problems);
        for (Column target : Column.REQUIRED) {
            if (!mapping.positions.containsKey(target) && problems.isEmpty()) {
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
    static ColumnMapping of(Map<String, List<String>> names, List<String> header) {
        List<FieldError> problems = new ArrayList<>();
        Map<Column, List<Integer>> positions = new EnumMap<>(Column.class);
        names.forEach((target, columns) -> positions.put(
                Column.valueOf(target.toUpperCase(java.util.Locale.ROOT)), find(columns, header, problems)));
        if (!problems.isEmpty()) {
            throw DomainError.invalid(problems);
        }
        return new ColumnMapping(positions, header);
    }

    private static ColumnMapping named(List<String> header, List<FieldError> problems) {
        Map<Column, List<Integer>> positions = new EnumMap<>(Column.class);
        for (Column target : Column.values()) {
            if (!matching(header, target.text()::equalsIgnoreCase).isEmpty()) {
                positions.put(target, find(List.of(target.text()), header, problems));
            }
        }
        return new ColumnMapping(positions, header);
    }

    private static ColumnMapping written(String text, List<String> header, List<FieldError> problems) {
        Map<Column, List<Integer>> positions = new EnumMap<>(Column.class);
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
            Column target = Column.find(name);
            List<Integer> found = find(columns, header, problems);
            if (target == null) {
                problems.add(problem(
                        "unknown",
                        "There is no target “" + name + "”; the targets are " + String.join(", ", Column.texts())
                                + "."));
            } else if (columns.size() > 1 && !target.takesSeveralColumns()) {
                problems.add(problem("invalid", "“" + name + "” takes one column only."));
            } else if (positions.put(target, found) != null) {
                problems.add(problem("invalid", "“" + name + "” is there twice."));
            }
        }
        return new ColumnMapping(positions, header);
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

    Set<Column> targets() {
        return positions.keySet();
    }

    int width() {
        return header.size();
    }

    /** What stands in the target's columns, outermost category first; empty when no column fills the target. */
    List<String> cells(Column target, List<String> row) {
        return positions.getOrDefault(target, List.of()).stream().map(row::get).toList();
    }

    /** What stands in the one column that fills a target. */
    String cell(Column target, List<String> row) {
        return row.get(positions.getOrDefault(target, List.of()).getFirst());
    }

    /** The headers of the target's columns, as an error names them. */
    String columnName(Column target) {
        return String.join(">", names(target));
    }

    /** The headers behind each target, to be stored with the job. */
    Map<String, List<String>> names() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        positions.keySet().forEach(target -> names.put(target.text(), names(target)));
        return names;
    }

    private List<String> names(Column target) {
        return positions.getOrDefault(target, List.of()).stream()
                .map(header::get)
                .toList();
    }
}
