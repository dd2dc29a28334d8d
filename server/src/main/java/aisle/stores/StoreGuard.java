package aisle.stores;

import aisle.kernel.ErrorCode;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;

/** Why a store may not be archived yet: a bean of the feature that still needs it. They are asked in the order of the codes. */
public interface StoreGuard {
    /** What an attempt is refused as. */
    ErrorCode refusal();

    /** What is to be done first, for people. */
    String reason();

    /**
     * Whether the store is still needed. It is locked, so that nothing which takes {@link Stores#hold} can come in between.
     */
    boolean needs(Tx tx, StoreId store);
}
