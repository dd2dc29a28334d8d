package aisle.accounts.signin;

import aisle.accounts.passwords.PasswordHash;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of what users sign in with. */
final class CredentialsDao {
    private final Sealing sealing;

    CredentialsDao(Sealing sealing) {
        this.sealing = sealing;
    }

    /** What a sign-in is checked against. */
    record Credentials(
            UserId userId, PasswordHash passwordHash, int authVersion, boolean active, boolean knownNetwork) {}

    /** @param network from {@link SignInThrottle#network}: has the user signed in from there? */
    @Nullable
    Credentials find(Handle handle, String email, byte[] network) {
        return handle.createQuery("""
                        SELECT u.id, u.password_hash, u.auth_version, u.active,
                               EXISTS (SELECT FROM known_network n
                                       WHERE n.user_id = u.id AND n.network_hmac = :network) AS known_network
                        FROM app_user u
                        WHERE u.email_hmac = :emailHmac
                        """)
                .bind("emailHmac", sealing.lookupHash(email))
                .bind("network", network)
                .map((row, context) -> new Credentials(
                        Columns.id(row, "id", UserId::new),
                        new PasswordHash(row.getString("password_hash")),
                        row.getInt("auth_version"),
                        row.getBoolean("active"),
                        row.getBoolean("known_network")))
                .findOne()
                .orElse(null);
    }

    /** False when the user is not as it was when its password was compared. All its sessions are over by this. */
    boolean changePassword(Tx tx, UserId id, int authVersion, PasswordHash hash, Instant now) {
        return tx.handle()
                        .createUpdate("""
                                UPDATE app_user
                                SET password_hash = :hash, auth_version = auth_version + 1, version = version + 1,
                                    updated_at = :now
                                WHERE id = :id AND active AND auth_version = :authVersion
                                """)
                        .bind("id", id)
                        .bind("authVersion", authVersion)
                        .bind("hash", hash.text())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** All sessions of the user are over by this. */
    void resetPassword(Tx tx, UserId id, PasswordHash hash, Instant now) {
        tx.handle()
                .createUpdate("""
                        UPDATE app_user
                        SET password_hash = :hash, auth_version = auth_version + 1, version = version + 1,
                            updated_at = :now
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("hash", hash.text())
                .bind("now", now)
                .execute();
    }

    /** Stores the same password in today's form, unless it was changed meanwhile. */
    void rehash(Tx tx, UserId id, PasswordHash before, PasswordHash after) {
        tx.handle()
                .createUpdate("UPDATE app_user SET password_hash = :after WHERE id = :id AND password_hash = :before")
                .bind("id", id)
                .bind("before", before.text())
                .bind("after", after.text())
                .execute();
    }
}
