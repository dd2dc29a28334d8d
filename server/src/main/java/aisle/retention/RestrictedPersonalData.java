package aisle.retention;

import aisle.platform.db.Tx;
import aisle.platform.personal.PersonalData;
import aisle.platform.personal.SealedColumn;
import aisle.platform.personal.Subject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The records are there only for people who have no sign-in and no record any more, so no export can ever ask for them; and
 * an erasure is what makes them.
 */
@Singleton
class RestrictedPersonalData implements PersonalData {
    @Override
    public String section() {
        return "restricted_records";
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
        // They stay until their day.
    }

    @Override
    public List<SealedColumn> sealedColumns() {
        return List.of(new SealedColumn("restricted_record", "id", "content_enc", RestrictedRecordDao.PLACE));
    }
}
