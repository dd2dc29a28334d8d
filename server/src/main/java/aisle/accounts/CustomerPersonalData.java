package aisle.accounts;

import aisle.kernel.CustomerId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.personal.PersonalData;
import aisle.platform.personal.SealedColumn;
import aisle.platform.personal.Subject;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** A person as a customer, with its addresses. */
@Singleton
class CustomerPersonalData implements PersonalData {
    private final CustomerErasureDao dao;
    private final CustomerDao customers;
    private final Time time;

    CustomerPersonalData(Sealing sealing, Json json, Time time) {
        this.dao = new CustomerErasureDao(sealing, json);
        this.customers = new CustomerDao(sealing, json);
        this.time = time;
    }

    @Override
    public String section() {
        return "customer";
    }

    @Override
    public Rank rank() {
        return Rank.CUSTOMER;
    }

    @Override
    public List<?> export(Handle handle, Subject subject) {
        CustomerId customer = subject.customer();
        if (customer == null) {
            return List.of();
        }
        Contact contact = customers.findContact(handle, customer);
        return contact == null
                ? List.of()
                : List.of(Map.of("id", customer, "contact", contact, "addresses", dao.addresses(handle, customer)));
    }

    /** The row stays without a word about the person, because orders point at it. */
    @Override
    public void erase(Tx tx, Subject subject) {
        CustomerId customer = subject.customer();
        if (customer != null) {
            dao.erase(tx, customer, time.now());
        }
    }

    @Override
    public void move(Tx tx, CustomerId from, CustomerId to) {
        dao.moveAddresses(tx, from, to);
    }

    @Override
    public List<SealedColumn> sealedColumns() {
        return List.of(
                new SealedColumn("customer", "id", "person_enc", SealedPlaces.CUSTOMER_PERSON),
                new SealedColumn("customer_address", "id", "address_enc", SealedPlaces.CUSTOMER_ADDRESS));
    }
}
