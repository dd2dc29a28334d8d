package aisle.accounts;

import aisle.kernel.CustomerId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** SQL that tells and forgets a customer. */
final class CustomerErasureDao {
    private final Sealing sealing;
    private final Json json;

    CustomerErasureDao(Sealing sealing, Json json) {
        this.sealing = sealing;
        this.json = json;
    }

    List<Map<String, Object>> addresses(Handle handle, CustomerId customer) {
        return handle.createQuery("""
                        SELECT address_enc, postcode, country, is_default
                        FROM customer_address WHERE customer_id = :customer ORDER BY id
                        """)
                .bind("customer", customer)
                .map((row, context) -> address(row))
                .list();
    }

    /** With what stands beside the sealed part. */
    private Map<String, Object> address(ResultSet row) throws SQLException {
        Map<String, Object> address = new LinkedHashMap<>(
                json.readObject(sealing.open(SealedPlaces.CUSTOMER_ADDRESS, row.getBytes("address_enc"))));
        address.put("postcode", row.getString("postcode"));
        address.put("country", row.getString("country"));
        address.put("is_default", row.getBoolean("is_default"));
        return address;
    }

    /** A customer who has a default address keeps it. */
    void moveAddresses(Tx tx, CustomerId from, CustomerId to) {
        tx.handle().createUpdate("""
                        UPDATE customer_address a
                        SET customer_id = :to,
                            is_default = is_default
                                AND NOT EXISTS (SELECT FROM customer_address WHERE customer_id = :to AND is_default)
                        WHERE customer_id = :from
                        """).bind("from", from).bind("to", to).execute();
    }

    void erase(Tx tx, CustomerId customer, Instant now) {
        tx.handle()
                .createUpdate("DELETE FROM customer_address WHERE customer_id = :customer")
                .bind("customer", customer)
                .execute();
        tx.handle()
                .createUpdate("""
                        UPDATE customer
                        SET user_id = NULL, email_hmac = NULL, person_enc = NULL, search_tokens = '{}',
                            version = version + 1, updated_at = :now, deleted_at = :now
                        WHERE id = :customer
                        """)
                .bind("customer", customer)
                .bind("now", now)
                .execute();
    }
}
