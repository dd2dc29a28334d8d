package aisle.cart;

import aisle.kernel.UserId;

/** Whose a cart is. */
public sealed interface CartOwner {
    /** Whether nobody can have come with this before: a guest who gets its token only now. */
    boolean isNew();

    /** Somebody who is signed in. */
    record User(UserId id) implements CartOwner {
        @Override
        public boolean isNew() {
            return false;
        }
    }

    /** Somebody who is not. */
    record Guest(CartToken token, boolean isNew) implements CartOwner {}
}
