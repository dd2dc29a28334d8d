package aisle.testing.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SQL that stands in the source of a Dao: its text blocks, and one-line texts that begin like a statement. */
final class DaoStatements {
    private static final Pattern TEXT_BLOCK = Pattern.compile("\"\"\"\\n(.*?)\"\"\"", Pattern.DOTALL);
    private static final Pattern LINE =
            Pattern.compile("\"((?:SELECT|INSERT|UPDATE|DELETE|WITH|MERGE) [^\"\\\\\\n]*)\"");

    private DaoStatements() {}

    /** One text; {@code %s}, {@code %d} and the like in it stand for anything. */
    record Text(String text) {
        boolean isPartOfAny(Set<String> executed) {
            String[] pieces = text.split("%(?:\\d+\\$)?[sd]");
            return executed.stream().anyMatch(sql -> {
                int from = 0;
                for (String piece : pieces) {
                    int found = sql.indexOf(piece.strip(), from);
                    if (found < 0) {
                        return false;
                    }
                    from = found + piece.strip().length();
                }
                return true;
            });
        }
    }

    static List<Text> in(String source) {
        List<Text> texts = new ArrayList<>();
        for (Pattern pattern : List.of(TEXT_BLOCK, LINE)) {
            Matcher matcher = pattern.matcher(source);
            while (matcher.find()) {
                String sql = matcher.group(1).replaceAll("\\\\\\n\\s*", "").replace("\\\\", "\\");
                texts.add(new Text(normal(sql)));
            }
        }
        return texts;
    }

    static String normal(String sql) {
        return sql.replaceAll("\\s+", " ").strip();
    }
}
