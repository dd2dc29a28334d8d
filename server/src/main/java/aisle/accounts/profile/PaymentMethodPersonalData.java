package aisle.accounts.profile;

import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.personal.PersonalData;
import aisle.platform.personal.SealedColumn;
import aisle.platform.personal.Subject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** How somebody would like to pay. An export shows it without the tokens, which are good for paying. */
@Singleton
class PaymentMethodPersonalData implements PersonalData {
    private final PaymentMethodDao dao;

    PaymentMethodPersonalData(Sealing sealing, Json json) {
        this.dao = new PaymentMethodDao(sealing, json);
    }

    @Override
    public String section() {
        return "payment_methods";
    }

    @Override
    public Rank rank() {
        return Rank.RECORDS;
    }

    @Override
    public List<?> export(Handle handle, Subject subject) {
        UserId user = subject.user();
        return user == null ? List.of() : dao.all(handle, user);
    }

    @Override
    public void erase(Tx tx, Subject subject) {
        UserId user = subject.user();
        if (user != null) {
            dao.deleteAll(tx, user);
        }
    }

    @Override
    public List<SealedColumn> sealedColumns() {
        return List.of(new SealedColumn("saved_payment_method", "id", "method_enc", PaymentMethodDao.PLACE));
    }
}
