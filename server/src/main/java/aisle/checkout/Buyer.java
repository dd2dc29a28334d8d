package aisle.checkout;

import aisle.accounts.Contact;
import aisle.kernel.CustomerId;
import org.jspecify.annotations.Nullable;

/**
 * For whom something is bought.
 *
 * @param customer null for a guest, and for somebody unknown at the counter
 * @param contact null for somebody unknown
 */
record Buyer(@Nullable CustomerId customer, @Nullable Contact contact) {
    static final Buyer UNKNOWN = new Buyer(null, null);

    /** Somebody without a sign-in, who gets at the order by a token. */
    boolean isGuest() {
        return customer == null && contact != null;
    }
}
