package aisle.cart;

import aisle.kernel.CustomerId;
import aisle.platform.db.Tx;
import aisle.platform.personal.PersonalData;
import aisle.platform.personal.SealedColumn;
import aisle.platform.personal.Subject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What somebody was about to buy. */
@Singleton
class CartPersonalData implements PersonalData {
    private final CartPersonalDataDao dao = new CartPersonalDataDao();

    @Override
    public String section() {
        return "cart_items";
    }

    @Override
    public Rank rank() {
        return Rank.RECORDS;
    }

    @Override
    public List<?> export(Handle handle, Subject subject) {
        CustomerId customer = subject.customer();
        return customer == null ? List.of() : dao.ofCustomer(handle, customer);
    }

    @Override
    public void erase(Tx tx, Subject subject) {
        CustomerId customer = subject.customer();
        if (customer != null) {
            dao.delete(tx, customer);
        }
    }

    @Override
    public List<SealedColumn> sealedColumns() {
        return List.of();
    }
}
