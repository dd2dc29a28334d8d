package aisle.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a sorted list, named by the row that stands there and not by its number, so that rows which come and go
 * before it move nothing.
 *
 * @param sort names the columns that sort the list; a position in one sort means nothing in another
 * @param values of these columns, as the database writes them
 */
public record Position(String sort, List<@Nullable String> values) {
    public Position {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** What a client is told that comes with a cursor of somewhere else. */
    public static DomainError refused() {
        return DomainError.invalid(
                "cursor",
                "invalid",
                "This cursor was not made by this list with this sort and these filters. Begin again without a cursor.");
    }
}
