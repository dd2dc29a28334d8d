package aisle.demo;

import aisle.accounts.Users;
import aisle.platform.config.AisleConfig;
import aisle.platform.config.AppEnvironment;
import aisle.platform.config.StartupProblem;
import aisle.platform.config.StartupProblem.Kind;
import aisle.platform.db.StartupCheck;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;

/** Keeps accounts whose password everybody knows out of production. */
@Singleton
class NoDemoAccounts implements StartupCheck {
    private final Users users;
    private final boolean serving;
    private final AppEnvironment environment;

    NoDemoAccounts(
            Users users,
            AisleConfig config,
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean serving) {
        this.users = users;
        this.serving = serving;
        this.environment = config.environment();
    }

    @Override
    public void check(Handle handle) {
        if (!serving || environment != AppEnvironment.PRODUCTION) {
            return;
        }
        List<String> found = DemoAccount.ALL.stream()
                .map(DemoAccount::email)
                .filter(email -> users.findByEmail(handle, email).isPresent())
                .toList();
        if (!found.isEmpty()) {
            throw new StartupProblem(
                    Kind.CONFIGURATION,
                    "This database has demo accounts, whose password is well known (" + String.join(", ", found)
                            + "). Production never serves it: use a database of its own.");
        }
    }
}
