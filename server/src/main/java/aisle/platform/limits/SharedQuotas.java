package aisle.platform.limits;

import aisle.platform.config.Quota;
import java.util.Map;

/** Counts for all nodes together. */
interface SharedQuotas {
    /** Takes one from the quota behind a key, in one step that no other node can come between. */
    Allowance take(String key, Quota quota);

    /** Gives one back to each of these keys, up to its full quota. */
    void giveBack(Map<String, Quota> taken);
}
