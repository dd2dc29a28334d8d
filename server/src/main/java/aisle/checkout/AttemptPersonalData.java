package aisle.checkout;

import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.personal.CustomerRecords;
import aisle.platform.personal.SealedColumn;
import aisle.platform.personal.Subject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What purchases under way know of a person. Their orders tell the rest, so that an export leaves these out. */
@Singleton
class AttemptPersonalData implements CustomerRecords {
    private final AttemptDao dao;

    AttemptPersonalData(Sealing sealing, Json json) {
        this.dao = new AttemptDao(sealing, json);
    }

    @Override
    public String section() {
        return "checkouts";
    }

    @Override
    public List<?> of(Handle handle, CustomerId customer) {
        return List.of();
    }

    @Override
    public void mustBeErasable(Tx tx, Subject subject) {
        CustomerId customer = subject.customer();
        if (customer != null && dao.isUnderWay(tx, customer)) {
            throw DomainError.of(ErrorCode.OPEN_ORDERS, "This customer is paying for an order at this moment.");
        }
    }

    @Override
    public void forget(Tx tx, CustomerId customer) {
        dao.forget(tx, customer);
    }

    @Override
    public void move(Tx tx, CustomerId from, CustomerId to) {
        dao.moveCustomer(tx, from, to);
    }

    @Override
    public List<SealedColumn> sealedColumns() {
        return List.of(new SealedColumn("checkout_attempt", "id", "snapshot_enc", AttemptDao.SNAPSHOT));
    }
}
