package aisle.platform.observability;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * A log line with fields of its own. Log it as the only argument of {@code "%s"}: as JSON its fields stand beside
 * {@code ts}, {@code level} and {@code logger}, as text its {@code toString} is the message.
 */
public interface LogEvent {
    /** The value of the member {@code event}, such as {@code http_request}. */
    String event();

    /** Writes the members that follow {@code event}. */
    void write(JsonGenerator out) throws IOException;
}
