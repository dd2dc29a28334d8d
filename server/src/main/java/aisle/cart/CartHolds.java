package aisle.cart;

import aisle.delivery.ItemCount;
import aisle.delivery.SlotHold;
import aisle.delivery.SlotHolds;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.SlotHoldId;
import aisle.kernel.SlotId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/** The place in a slot that a cart holds. */
@Singleton
class CartHolds {
    private final CartDao dao = new CartDao();
    private final Carts carts;
    private final SlotHolds holds;
    private final Database database;

    CartHolds(Carts carts, SlotHolds holds, Database database) {
        this.carts = carts;
        this.holds = holds;
        this.database = database;
    }

    /**
     * Keeps a place in a slot for the owner's cart, with room for what is in it now.
     *
     * @throws DomainError {@link ErrorCode#SLOT_NOT_FOUND}, {@link ErrorCode#SLOT_CLOSED}, {@link ErrorCode#SLOT_FULL}
     */
    SlotHold hold(Tx tx, Actor actor, CartOwner owner, SlotId slot) {
        Cart cart = carts.lock(tx, owner);
        int items = dao.amounts(tx.handle(), cart.id()).stream()
                .mapToInt(amount -> ItemCount.of(amount.unit(), amount.quantity()))
                .sum();
        return holds.hold(tx, actor, cart.id(), slot, items);
    }

    /** @throws DomainError {@link ErrorCode#SLOT_HOLD_NOT_FOUND} */
    SlotHold get(CartOwner owner, SlotHoldId hold) {
        return database.read(handle -> holds.get(handle, found(handle, owner).id(), hold));
    }

    /**
     * Gives the place back.
     *
     * @throws DomainError {@link ErrorCode#SLOT_HOLD_NOT_FOUND}
     */
    void release(Tx tx, Actor actor, CartOwner owner, SlotHoldId hold) {
        holds.release(tx, actor, found(tx.handle(), owner).id(), hold);
    }

    private Cart found(Handle handle, CartOwner owner) {
        Cart cart = carts.find(handle, owner);
        if (cart == null) {
            throw SlotHolds.notFound();
        }
        return cart;
    }
}
