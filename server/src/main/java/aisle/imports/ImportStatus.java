package aisle.imports;

/** Where an import stands. The first two are open, the others final. */
public enum ImportStatus {
    QUEUED,
    RUNNING,
    /** Read to its end; bad rows may have been left out. */
    COMPLETED,
    /** Given up; what was imported before stays. */
    FAILED,
    CANCELED
}
