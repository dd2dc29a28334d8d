package aisle.platform.observability;

import aisle.kernel.DomainError;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What went wrong, in a line that may be stored and shown: quoted values, addresses and long numbers are left out. */
public final class FailureText {
    private static final int LONGEST = 300;
    private static final Pattern VALUES =
            Pattern.compile("\"[^\"]*\"?|'[^']*'?|\\([^()]*\\)?|[^\\s@]+@[^\\s@]+|\\+?\\d[\\d\\s.:/-]{4,}");

    private FailureText() {}

    /** The kind of the error, its code where it has one, and what it says. */
    public static String of(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String code = code(root);
        String text = root.getClass().getSimpleName() + (code == null ? "" : " " + code) + message(root);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    private static @Nullable String code(Throwable error) {
        return switch (error) {
            case DomainError refusal -> refusal.code().name();
            case SQLException sql -> sql.getSQLState();
            default -> null;
        };
    }

    private static String message(Throwable error) {
        String message = error.getMessage();
        if (message == null || message.isBlank()) {
            return "";
        }
        String firstLine = message.strip().lines().findFirst().orElse("");
        // Nobody reads on, and looking for values takes long in a very long text.
        firstLine = firstLine.substring(0, Math.min(firstLine.length(), 4 * LONGEST));
        return ": " + VALUES.matcher(firstLine).replaceAll("…");
    }
}
