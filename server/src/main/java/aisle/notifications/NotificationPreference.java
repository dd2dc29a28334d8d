package aisle.notifications;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a user wants to hear of scarce stock in the stores that it manages.
 *
 * @param version 0 as long as the user has chosen nothing
 * @param updatedAt null likewise
 */
record NotificationPreference(
        boolean stockInApp,
        boolean stockByMail,
        long version,
        @Nullable Instant updatedAt) {
    /** Of whoever has chosen nothing. */
    static final NotificationPreference DEFAULT = new NotificationPreference(true, false, 0, null);
}
