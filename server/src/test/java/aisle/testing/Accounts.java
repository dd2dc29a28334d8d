package aisle.testing;

import aisle.accounts.NewUser;
import aisle.accounts.User;
import aisle.accounts.Users;
import aisle.accounts.passwords.PasswordHashes;
import aisle.accounts.signin.SignIns;
import aisle.accounts.signin.SignedIn;
import aisle.kernel.Actor;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.db.Database;
import aisle.stores.Store;
import aisle.stores.StoreDetails;
import aisle.stores.Stores;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * New users for a test, signed in. Inject it: {@code @Inject Accounts accounts;}, then
 * {@code accounts.admin().request().body(…).post("/api/v1/stores")}.
 */
@Singleton
public class Accounts {
    /** The password of every user that is made here. */
    public static final String PASSWORD = "correct horse battery";

    private final Users users;
    private final PasswordHashes passwords;
    private final SignIns signIns;
    private final Stores stores;
    private final Database database;

    Accounts(Users users, PasswordHashes passwords, SignIns signIns, Stores stores, Database database) {
        this.users = users;
        this.passwords = passwords;
        this.signIns = signIns;
        this.stores = stores;
        this.database = database;
    }

    /** A user with a bearer token. */
    public record Account(UserId id, String email, Role role, Set<StoreId> stores, String token, String refreshToken) {
        /** A JSON request that this user sends. */
        public RequestSpecification request() {
            return RestAssured.given().auth().oauth2(token).contentType(ContentType.JSON);
        }

        /** This user as an actor, for calls of facades. */
        public Actor actor() {
            return new Actor(id, role, stores, "test", null);
        }
    }

    public Account admin() {
        return staff(Role.ADMIN);
    }

    public Account customer() {
        return staff(Role.CUSTOMER);
    }

    /** A user of any role, working in these stores. */
    public Account staff(Role role, StoreId... workPlaces) {
        Actor system = Actor.system("test");
        String email = role.name().toLowerCase(java.util.Locale.ROOT) + "-" + UUID.randomUUID() + "@test.example";
        NewUser newUser = new NewUser(email, "Test " + role, null, role, passwords.hash("password", PASSWORD, email));
        User user = database.transaction(tx -> {
            User created = users.create(tx, system, newUser);
            return workPlaces.length == 0
                    ? created
                    : users.setStores(tx, system, created.id(), ExpectedVersion.ANY, List.of(workPlaces));
        });
        SignedIn signedIn = signIns.login(system, email, PASSWORD);
        return new Account(
                user.id(),
                email,
                role,
                Set.of(workPlaces),
                signedIn.accessToken().token(),
                signedIn.refreshToken());
    }

    /** Another user of the same role, who works in the same stores. */
    public Account standIn(Account account) {
        return staff(account.role(), account.stores().toArray(StoreId[]::new));
    }

    /** The same user with a sign-in of its own, of which the server remembers nothing yet. */
    public Account signInAgain(Account account) {
        SignedIn signedIn = signIns.login(Actor.system("test"), account.email(), PASSWORD);
        return new Account(
                account.id(),
                account.email(),
                account.role(),
                account.stores(),
                signedIn.accessToken().token(),
                signedIn.refreshToken());
    }

    /** A new store with the chain's default currency (USD) and time zone (UTC); it delivers everywhere. */
    public Store store() {
        StoreDetails details =
                new StoreDetails("Store " + UUID.randomUUID(), null, null, null, true, null, null, null, null);
        return database.transaction(tx -> stores.create(tx, Actor.system("test"), details));
    }
}
