package aisle.orders;

import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.personal.CustomerRecords;
import aisle.platform.personal.SealedColumn;
import aisle.platform.personal.Subject;
import aisle.retention.RestrictedRecords;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What orders know of a person: whom they are for, and where they went. */
@Singleton
class OrderPersonalData implements CustomerRecords {
    private final OrderPersonalDataDao dao;
    private final RestrictedRecords restricted;

    OrderPersonalData(Sealing sealing, Json json, RestrictedRecords restricted) {
        this.restricted = restricted;
        this.dao = new OrderPersonalDataDao(new OrderSnapshots(sealing, json));
    }

    @Override
    public String section() {
        return "orders";
    }

    @Override
    public List<?> of(Handle handle, CustomerId customer) {
        return dao.ofCustomer(handle, customer);
    }

    @Override
    public void mustBeErasable(Tx tx, Subject subject) {
        CustomerId customer = subject.customer();
        List<String> open = customer == null ? List.of() : dao.openNumbers(tx, customer);
        if (!open.isEmpty()) {
            throw new DomainError(
                    ErrorCode.OPEN_ORDERS,
                    "Orders of this customer are still open: " + String.join(", ", open) + ".",
                    Map.of("orders", open));
        }
    }

    /**
     * What was bought, for how much and with which tax stays; who it was goes, but for what tax law asks for, which is put
     * where nobody looks.
     */
    @Override
    public void forget(Tx tx, CustomerId customer) {
        restricted.keep(tx, customer, dao.lockInvoiced(tx, customer));
        dao.forget(tx, customer);
    }

    @Override
    public void move(Tx tx, CustomerId from, CustomerId to) {
        dao.move(tx, from, to);
    }

    @Override
    public List<SealedColumn> sealedColumns() {
        return List.of(
                new SealedColumn("orders", "id", "contact_enc", OrderSnapshots.CONTACT),
                new SealedColumn("orders", "id", "address_enc", OrderSnapshots.ADDRESS));
    }
}
