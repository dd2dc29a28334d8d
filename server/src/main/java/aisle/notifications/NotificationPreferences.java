package aisle.notifications;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.UserId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.util.Map;

/** Keeps how users want to hear of things. */
@Singleton
class NotificationPreferences {
    private final PreferenceDao dao = new PreferenceDao();
    private final Database database;
    private final Audit audit;
    private final Time time;

    NotificationPreferences(Database database, Audit audit, Time time) {
        this.database = database;
        this.audit = audit;
        this.time = time;
    }

    NotificationPreference get(Actor actor) {
        UserId user = actor.signedIn();
        return database.read(handle -> dao.get(handle, user));
    }

    /** @throws DomainError {@link ErrorCode#PRECONDITION_FAILED} */
    NotificationPreference replace(
            Tx tx, Actor actor, ExpectedVersion expected, boolean stockInApp, boolean stockByMail) {
        UserId user = actor.signedIn();
        dao.lockUser(tx, user);
        expected.mustAllow(dao.get(tx.handle(), user).version());
        dao.put(tx, user, stockInApp, stockByMail, time.now());
        audit.record(
                tx,
                actor,
                "notification_preferences.changed",
                "user",
                user.value(),
                null,
                Map.of("stock_in_app", stockInApp, "stock_by_mail", stockByMail));
        return dao.get(tx.handle(), user);
    }
}
