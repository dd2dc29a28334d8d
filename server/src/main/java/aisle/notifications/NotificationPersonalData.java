package aisle.notifications;

import aisle.kernel.CustomerId;
import aisle.platform.db.Tx;
import aisle.platform.personal.PersonalData;
import aisle.platform.personal.SealedColumn;
import aisle.platform.personal.Subject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What somebody was told in the shop. */
@Singleton
class NotificationPersonalData implements PersonalData {
    private final NotificationPersonalDataDao dao = new NotificationPersonalDataDao();

    @Override
    public String section() {
        return "notifications";
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
