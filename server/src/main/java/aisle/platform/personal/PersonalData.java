package aisle.platform.personal;

import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.platform.db.Tx;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The personal data that a feature keeps. A feature declares it as a bean. */
public interface PersonalData {
    /** Erasure goes from what depends on others to what they depend on. */
    enum Rank {
        /** Records of what the person did: orders, carts, messages. */
        RECORDS,
        /** The customer. */
        CUSTOMER,
        /** The sign-in. */
        USER,
        /** Copies that others may still be making while they hold a lock of the above; these are waited for so. */
        COPIES
    }

    /** Its name in an export, in lower case with underscores. */
    String section();

    Rank rank();

    /** Everything that is kept of a person, as JSON shows it; an empty list when there is nothing. */
    List<?> export(Handle handle, Subject subject);

    /**
     * Refuses while something of the person is needed; called before anything is erased, with the customer locked.
     *
     * @throws DomainError when it must wait
     */
    default void mustBeErasable(Tx tx, Subject subject) {}

    /** Forgets the person. What must stay, such as totals, stays without it. */
    void erase(Tx tx, Subject subject);

    /**
     * Says that what is kept of one customer is another's from now on: both were the same person all along. Both rows are
     * locked; the one it goes from is removed afterwards, with whatever still points at it.
     */
    default void move(Tx tx, CustomerId from, CustomerId to) {}

    /** The columns in which it is kept sealed; a test holds this to the schema. */
    default List<SealedColumn> sealedColumns() {
        return List.of();
    }
}
