package aisle.notifications;

import aisle.kernel.CustomerId;
import aisle.platform.db.Tx;
import aisle.platform.personal.CustomerRecords;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What somebody was told in the shop. */
@Singleton
class NotificationPersonalData implements CustomerRecords {
    private final NotificationPersonalDataDao dao = new NotificationPersonalDataDao();

    @Override
    public String section() {
        return "notifications";
    }

    @Override
    public List<?> of(Handle handle, CustomerId customer) {
        return dao.ofCustomer(handle, customer);
    }

    @Override
    public void move(Tx tx, CustomerId from, CustomerId to) {
        dao.move(tx, from, to);
    }

    @Override
    public void forget(Tx tx, CustomerId customer) {
        dao.delete(tx, customer);
    }
}
