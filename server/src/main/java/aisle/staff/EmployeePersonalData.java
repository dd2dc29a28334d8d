package aisle.staff;

import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.personal.PersonalData;
import aisle.platform.personal.SealedColumn;
import aisle.platform.personal.Subject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The records of somebody who works here. They are the employer's and stay when a sign-in is erased, without it. */
@Singleton
class EmployeePersonalData implements PersonalData {
    private final EmployeeDao dao;

    EmployeePersonalData(Sealing sealing) {
        this.dao = new EmployeeDao(sealing);
    }

    @Override
    public String section() {
        return "employee_records";
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
        // The database forgets whose user it was, see the foreign key.
    }

    @Override
    public List<SealedColumn> sealedColumns() {
        return List.of(new SealedColumn("employee", "id", "person_enc", EmployeeDao.NAME_PLACE));
    }
}
