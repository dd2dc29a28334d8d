package aisle.cli;

import aisle.accounts.NewUser;
import aisle.accounts.User;
import aisle.accounts.Users;
import aisle.accounts.passwords.PasswordHash;
import aisle.accounts.passwords.PasswordHashes;
import aisle.kernel.DomainError;
import aisle.kernel.Role;
import aisle.platform.db.Database;
import aisle.platform.db.SchemaReadiness;
import aisle.platform.observability.StartupMessages;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;

/** Creates an administrator with the features at hand and no HTTP. */
@Singleton
public class CreateAdminApp implements QuarkusApplication {
    private final SchemaReadiness schema;
    private final Database database;
    private final Users users;
    private final PasswordHashes hashes;

    CreateAdminApp(SchemaReadiness schema, Database database, Users users, PasswordHashes hashes) {
        this.schema = schema;
        this.database = database;
        this.users = users;
        this.hashes = hashes;
    }

    /** @param arguments address, full name and password */
    @Override
    public int run(String... arguments) {
        if (!schema.await()) {
            return 1;
        }
        try {
            PasswordHash hash = hashes.hash("password", arguments[2], arguments[0]);
            NewUser admin = new NewUser(arguments[0], arguments[1], null, Role.ADMIN, hash);
            User created = database.transaction(tx -> users.create(tx, CommandActor.of("create-admin"), admin));
            System.out.println("Created the administrator " + created.email() + ".");
            return 0;
        } catch (DomainError e) {
            System.err.println(StartupMessages.failure(Refusals.sentence(e)));
            return 1;
        }
    }
}
