package aisle.kernel;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a writer expects to find. A facade asks it once it has locked what it is about to change, so that nobody can come
 * between the answer and the change.
 *
 * @param match what must be there; null expects nothing
 * @param noneMatch what must not be there; null forbids nothing
 */
public record ExpectedVersion(
        @Nullable Versions match, @Nullable Versions noneMatch) {
    /** Content with whatever is there, or is not. */
    public static final ExpectedVersion ANY = new ExpectedVersion(null, null);

    /**
     * Some versions of a resource.
     *
     * @param any every version: whatever exists
     * @param listed the versions otherwise
     */
    public record Versions(boolean any, Set<Long> listed) {
        public Versions {
            listed = Set.copyOf(listed);
        }

        boolean include(long version) {
            return any || listed.contains(version);
        }
    }

    /**
     * Refuses to change a resource that is not as expected.
     *
     * @param version what it has, before the change
     * @throws DomainError {@link ErrorCode#PRECONDITION_FAILED}
     */
    public void mustAllow(long version) {
        if ((match != null && !match.include(version)) || (noneMatch != null && noneMatch.include(version))) {
            throw new DomainError(
                    ErrorCode.PRECONDITION_FAILED,
                    "It is not what you expect to change: its version is " + version + ".",
                    Map.of("version", version));
        }
    }

    /**
     * Refuses to create what was expected to exist.
     *
     * @throws DomainError {@link ErrorCode#PRECONDITION_FAILED}
     */
    public void mustAllowNew() {
        if (match != null) {
            throw DomainError.of(ErrorCode.PRECONDITION_FAILED, "What you expect to change does not exist.");
        }
    }
}
