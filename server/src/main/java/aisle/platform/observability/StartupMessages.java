package aisle.platform.observability;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;

/**
 * What a command says when it ends before, or without, a log: a sentence for the person at the terminal, or with
 * {@code LOG_FORMAT=json} a line as the log has them, for what collects the lines of a container.
 */
public final class StartupMessages {
    private static final String PROGRAM = "aisle";

    private StartupMessages() {}

    /** The line that tells of a failure. */
    public static String failure(String sentence) {
        return failure(sentence, System.getenv("LOG_FORMAT"));
    }

    static String failure(String sentence, String format) {
        if (!"json".equalsIgnoreCase(format)) {
            return PROGRAM + ": " + sentence;
        }
        ExtLogRecord record = new ExtLogRecord(Level.ERROR, sentence, ExtLogRecord.FormatStyle.NO_FORMAT, PROGRAM);
        record.setLoggerName(PROGRAM);
        return new JsonLines().format(record).stripTrailing();
    }
}
