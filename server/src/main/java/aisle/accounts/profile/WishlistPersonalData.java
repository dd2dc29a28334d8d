package aisle.accounts.profile;

import aisle.kernel.UserId;
import aisle.platform.db.Tx;
import aisle.platform.personal.PersonalData;
import aisle.platform.personal.Subject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What somebody would like to have. It goes with its user, see the foreign key. */
@Singleton
class WishlistPersonalData implements PersonalData {
    private final WishlistPersonalDataDao dao = new WishlistPersonalDataDao();

    @Override
    public String section() {
        return "wishlist";
    }

    @Override
    public Rank rank() {
        return Rank.RECORDS;
    }

    @Override
    public List<?> export(Handle handle, Subject subject) {
        UserId user = subject.user();
        return user == null ? List.of() : dao.ofUser(handle, user);
    }

    @Override
    public void erase(Tx tx, Subject subject) {
        // Nothing is left to do.
    }
}
