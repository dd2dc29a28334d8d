package aisle.accounts;

import aisle.accounts.passwords.PasswordHash;
import aisle.accounts.passwords.PasswordHashes;
import aisle.kernel.Role;
import org.jspecify.annotations.Nullable;

/**
 * A user to be created.
 *
 * @param email in any case; it must not belong to another user
 * @param passwordHash from {@link PasswordHashes#hash}, made before the transaction is opened: it takes a while
 */
public record NewUser(
        String email, String fullName, @Nullable String phone, Role role, PasswordHash passwordHash) {}
