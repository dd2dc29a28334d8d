package aisle.platform.personal;

import aisle.kernel.CustomerId;
import aisle.platform.db.Tx;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Records of what a customer did. Somebody who only signs in has none. */
public interface CustomerRecords extends PersonalData {
    /** Everything that is kept of a customer, as JSON shows it. */
    List<?> of(Handle handle, CustomerId customer);

    /** Forgets a customer; see {@link PersonalData#erase}. */
    void forget(Tx tx, CustomerId customer);

    @Override
    void move(Tx tx, CustomerId from, CustomerId to);

    @Override
    default Rank rank() {
        return Rank.RECORDS;
    }

    @Override
    default List<?> export(Handle handle, Subject subject) {
        CustomerId customer = subject.customer();
        return customer == null ? List.of() : of(handle, customer);
    }

    @Override
    default void erase(Tx tx, Subject subject) {
        CustomerId customer = subject.customer();
        if (customer != null) {
            forget(tx, customer);
        }
    }
}
