package aisle.doctor;

/**
 * What was found of one thing.
 *
 * @param area what it is about, in one word
 * @param text a sentence, without secrets
 */
public record Finding(String area, Grade grade, String text) {
    public static Finding fine(String area, String text) {
        return new Finding(area, Grade.FINE, text);
    }

    public static Finding unknown(String area, String text) {
        return new Finding(area, Grade.UNKNOWN, text);
    }

    public static Finding doubtful(String area, String text) {
        return new Finding(area, Grade.DOUBTFUL, text);
    }

    public static Finding wrong(String area, String text) {
        return new Finding(area, Grade.WRONG, text);
    }

    /** The line for a terminal. */
    public String line() {
        return String.format("%-7s %-11s %s", grade.word(), area, text);
    }
}
