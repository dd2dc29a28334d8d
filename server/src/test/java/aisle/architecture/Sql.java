package aisle.architecture;

import java.util.regex.Pattern;

/** What is looked for in SQL files. */
final class Sql {
    private static final Pattern COMMENT = Pattern.compile("--[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern CLOCK = Pattern.compile(
            "\\bnow\\s*\\(|\\b(current_timestamp|current_date|current_time|localtimestamp|clock_timestamp|statement_timestamp"
                    + "|transaction_timestamp|gen_random_uuid|uuidv7|random)\\b",
            Pattern.CASE_INSENSITIVE);

    private Sql() {}

    /** Whether a script takes its time or its ids from the database instead of from the application. */
    static boolean asksTheClock(String script) {
        return CLOCK.matcher(COMMENT.matcher(script).replaceAll(" ")).find();
    }
}
