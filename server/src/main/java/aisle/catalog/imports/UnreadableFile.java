package aisle.catalog.imports;

/** A file that cannot be read on: no well-formed CSV, or broken compression. The message is meant for people. */
final class UnreadableFile extends RuntimeException {
    UnreadableFile(String message, Throwable cause) {
        super(message, cause);
    }

    UnreadableFile(String message) {
        super(message);
    }
}
