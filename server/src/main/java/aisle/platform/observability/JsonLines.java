package aisle.platform.observability;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.Level;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/** Renders each log record as one JSON object on one line: {@code ts, level, logger}, then an event or a message. */
final class JsonLines extends ExtFormatter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_STACKTRACE = 32_000;
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public String format(ExtLogRecord record) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("ts", MILLISECONDS.format(record.getInstant()));
            out.writeStringField("level", level(record.getLevel()));
            out.writeStringField("logger", record.getLoggerName());
            Object[] arguments = record.getParameters();
            if (arguments != null && arguments.length == 1 && arguments[0] instanceof LogEvent event) {
                out.writeStringField("event", event.event());
                event.write(out);
            } else {
                out.writeStringField("message", record.getFormattedMessage());
            }
            if (record.getThrown() != null) {
                out.writeStringField("stacktrace", stacktrace(record.getThrown()));
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    /** Two families of level names meet here; one is written. */
    private static String level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARNING";
        }
        if (value >= Level.INFO.intValue()) {
            return "INFO";
        }
        return value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    private static String stacktrace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        StringBuffer buffer = text.getBuffer();
        return buffer.length() <= LONGEST_STACKTRACE ? buffer.toString() : buffer.substring(0, LONGEST_STACKTRACE);
    }
}
