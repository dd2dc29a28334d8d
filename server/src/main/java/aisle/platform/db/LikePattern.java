package aisle.platform.db;

/** Patterns for LIKE in which a client's {@code %}, {@code _} and {@code \} mean themselves. */
public final class LikePattern {
    private LikePattern() {}

    public static String containing(String text) {
        return "%" + literal(text) + "%";
    }

    public static String startingWith(String text) {
        return literal(text) + "%";
    }

    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
