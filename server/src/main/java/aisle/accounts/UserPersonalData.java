package aisle.accounts;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Role;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.personal.PersonalData;
import aisle.platform.personal.SealedColumn;
import aisle.platform.personal.Subject;
import aisle.platform.security.Sessions;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** A person's sign-in. */
@Singleton
class UserPersonalData implements PersonalData {
    private final UserChangeDao dao;
    private final Users users;
    private final Sessions sessions;

    UserPersonalData(Sealing sealing, Json json, SearchTokens tokens, Users users, Sessions sessions) {
        this.dao = new UserChangeDao(sealing, json, tokens);
        this.users = users;
        this.sessions = sessions;
    }

    @Override
    public String section() {
        return "user";
    }

    @Override
    public Rank rank() {
        return Rank.USER;
    }

    @Override
    public List<?> export(Handle handle, Subject subject) {
        UserId user = subject.user();
        return user == null ? List.of() : List.of(UserView.of(users.signedIn(handle, user)));
    }

    @Override
    public void mustBeErasable(Tx tx, Subject subject) {
        UserId id = subject.user();
        if (id == null || !dao.lock(tx, id)) {
            return;
        }
        User user = users.get(tx.handle(), id);
        if (user.role() == Role.ADMIN && user.active()) {
            dao.lockAdmins(tx);
            if (!dao.isOtherAdmin(tx, id)) {
                throw DomainError.of(ErrorCode.LAST_ADMIN, "This is the last active administrator; there must be one.");
            }
        }
    }

    /** With it go its sessions, tokens, store memberships and open links. */
    @Override
    public void erase(Tx tx, Subject subject) {
        UserId user = subject.user();
        if (user != null) {
            sessions.ended(tx, user);
            dao.delete(tx, user);
        }
    }

    @Override
    public List<SealedColumn> sealedColumns() {
        return List.of(
                new SealedColumn("app_user", "id", "email_enc", SealedPlaces.USER_EMAIL),
                new SealedColumn("app_user", "id", "person_enc", SealedPlaces.USER_PERSON));
    }
}
