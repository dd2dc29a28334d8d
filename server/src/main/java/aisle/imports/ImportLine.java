package aisle.imports;

/** A good row of a file. */
public interface ImportLine {
    /** What it is about: rows of one key are written in their order, others at the same time. */
    String key();

    /** Characters of its longest text, since many rows are in memory at a time. */
    default int length() {
        return 0;
    }
}
