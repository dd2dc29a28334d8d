package aisle.platform.web.idempotency;

import aisle.kernel.UserId;
import aisle.platform.db.Tx;
import aisle.platform.personal.PersonalData;
import aisle.platform.personal.Subject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The answers that are kept for a day for a user's repeated requests. They say nothing that is not told elsewhere, so an export
 * leaves them out; and they are not sealed anew, since none is older than a day.
 */
@Singleton
class KeptAnswersOfUser implements PersonalData {
    private final KeptAnswersOfUserDao dao = new KeptAnswersOfUserDao();

    @Override
    public String section() {
        return "kept_answers";
    }

    @Override
    public Rank rank() {
        return Rank.RECORDS;
    }

    @Override
    public List<?> export(Handle handle, Subject subject) {
        return List.of();
    }

    @Override
    public void erase(Tx tx, Subject subject) {
        UserId user = subject.user();
        if (user != null) {
            dao.delete(tx, "user:" + user);
        }
    }
}
