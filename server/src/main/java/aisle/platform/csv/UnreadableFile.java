package aisle.platform.csv;

/**
 * A file that cannot be read on: another encoding, no well-formed CSV, or broken compression. The message is meant for
 * people.
 */
public final class UnreadableFile extends RuntimeException {
    UnreadableFile(String message, Throwable cause) {
        super(message, cause);
    }

    public UnreadableFile(String message) {
        super(message);
    }
}
