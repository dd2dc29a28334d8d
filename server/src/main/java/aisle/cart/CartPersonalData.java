package aisle.cart;

import aisle.kernel.CustomerId;
import aisle.platform.db.Tx;
import aisle.platform.personal.CustomerRecords;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What somebody was about to buy. */
@Singleton
class CartPersonalData implements CustomerRecords {
    private final CartPersonalDataDao dao = new CartPersonalDataDao();

    @Override
    public String section() {
        return "cart_items";
    }

    @Override
    public List<?> of(Handle handle, CustomerId customer) {
        return dao.ofCustomer(handle, customer);
    }

    /** Whoever has a cart goes on with that one. */
    @Override
    public void move(Tx tx, CustomerId from, CustomerId to) {
        dao.move(tx, from, to);
    }

    @Override
    public void forget(Tx tx, CustomerId customer) {
        dao.delete(tx, customer);
    }
}
