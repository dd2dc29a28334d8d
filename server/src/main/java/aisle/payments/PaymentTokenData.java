package aisle.payments;

import aisle.platform.db.Tx;
import aisle.platform.personal.PersonalData;
import aisle.platform.personal.SealedColumn;
import aisle.platform.personal.Subject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Tokens of payments that are not authorised yet. They live as long as their order is open, in which time nobody is erased; they
 * are good for paying, so that no export shows them.
 */
@Singleton
class PaymentTokenData implements PersonalData {
    @Override
    public String section() {
        return "payment_tokens";
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
        // Gone with the payment's answer.
    }

    @Override
    public List<SealedColumn> sealedColumns() {
        return List.of(new SealedColumn("payment_token", "payment_id", "token_enc", PaymentDao.TOKEN));
    }
}
