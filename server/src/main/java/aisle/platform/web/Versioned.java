package aisle.platform.web;

/** The view of a resource that has a version, from which its entity tag is made. */
public interface Versioned {
    /** Grows with each change of the resource itself. */
    long version();

    /**
     * Whether the view also shows what belongs to others, such as stock or names, so that it may look different at the same
     * version. Its tag then tells these apart too.
     */
    default boolean showsOthers() {
        return false;
    }
}
