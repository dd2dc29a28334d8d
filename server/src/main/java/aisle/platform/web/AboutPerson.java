package aisle.platform.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The view of somebody, or of something with somebody's name, address or phone number in it. A copy of it that is kept for
 * a repeated request goes when that person is erased.
 */
public interface AboutPerson {
    /** The id of the customer or of the user; null when nobody is named. */
    @Nullable
    UUID person();
}
