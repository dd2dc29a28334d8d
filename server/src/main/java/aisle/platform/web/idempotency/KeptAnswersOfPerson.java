package aisle.platform.web.idempotency;

import aisle.kernel.CustomerId;
import aisle.kernel.UserId;
import aisle.platform.db.Tx;
import aisle.platform.personal.PersonalData;
import aisle.platform.personal.Subject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The answers that are kept for a day for repeated requests: those to the person, and those to the staff about the person.
 * They say nothing that is not told elsewhere, so an export leaves them out; and they are not sealed anew, since none is
 * older than a day. They go last: whoever is making one holds a lock of what it tells about.
 */
@Singleton
class KeptAnswersOfPerson implements PersonalData {
    private final KeptAnswersOfPersonDao dao = new KeptAnswersOfPersonDao();

    @Override
    public String section() {
        return "kept_answers";
    }

    @Override
    public Rank rank() {
        return Rank.COPIES;
    }

    @Override
    public List<?> export(Handle handle, Subject subject) {
        return List.of();
    }

    @Override
    public void erase(Tx tx, Subject subject) {
        UserId user = subject.user();
        CustomerId customer = subject.customer();
        if (user != null) {
            dao.deleteTo(tx, "user:" + user);
            dao.deleteAbout(tx, user.value());
        }
        if (customer != null) {
            dao.deleteAbout(tx, customer.value());
        }
    }

    @Override
    public void move(Tx tx, CustomerId from, CustomerId to) {
        dao.move(tx, from.value(), to.value());
    }
}
