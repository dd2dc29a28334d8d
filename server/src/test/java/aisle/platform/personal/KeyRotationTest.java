package aisle.platform.personal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.crypto.FormerSealing;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

@AisleTest
class KeyRotationTest {
    /** Sealed, but gone within a day: an old key is kept so long. */
    private static final Set<String> SHORT_LIVED =
            Set.of("idempotency.body_enc", "mail.content_enc", "one_time_code.content_enc");

    @Inject
    KeyRotation rotation;

    @Inject
    PersonalRecords records;

    @Inject
    Accounts accounts;

    @Inject
    Sealing sealing;

    @Inject
    Database database;

    @Inject
    Books books;

    @Test
    void everySealedColumnOfTheSchemaIsKnown() {
        Set<String> known = records.sealedColumns().stream()
                .map(column -> column.table() + "." + column.column())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> schema = new TreeSet<>(database.read(new SealedColumnDao()::sealedColumnsOfSchema));
        schema.removeAll(SHORT_LIVED);

        assertEquals(schema, known);
    }

    @Test
    void whatWasSealedWithAFormerKeyIsReadableAndSealedAnew() {
        List<Account> people = Stream.generate(accounts::customer).limit(3).toList();
        people.forEach(this::sealAsFormerly);
        people.getFirst()
                .request()
                .get("/api/v1/auth/me")
                .then()
                .statusCode(200)
                .body("data.full_name", Matchers.is("Former"));

        Map<String, Long> done = new HashMap<>();
        rotation.run(done::put);

        assertTrue(done.get("app_user.person_enc") >= 3, done.toString());
        for (Account person : people) {
            assertEquals(1, current(person));
            person.request()
                    .get("/api/v1/auth/me")
                    .then()
                    .statusCode(200)
                    .body("data.full_name", Matchers.is("Former"))
                    .body("data.email", Matchers.is(person.email()));
        }
        assertEquals(0, rotation.outdated());
    }

    @Test
    void severalAtOnceDoNotDisturbEachOtherNorWhoWrites() {
        List<Account> people = Stream.generate(accounts::customer).limit(20).toList();
        people.forEach(this::sealAsFormerly);

        List<Long> shares = Crowd.atOnce(4, i -> () -> rotation.run((column, values) -> {}));

        assertTrue(shares.stream().mapToLong(Long::longValue).sum() >= 40, shares.toString());
        people.forEach(person -> assertEquals(1, current(person)));
    }

    private long current(Account person) {
        byte[] prefix = sealing.currentPrefix();
        return books.count(
                "SELECT count(*) FROM app_user WHERE id = ? AND substring(email_enc FROM 1 FOR 5) = ?"
                        + " AND substring(person_enc FROM 1 FOR 5) = ?",
                person.id(),
                prefix,
                prefix);
    }

    private void sealAsFormerly(Account person) {
        List<byte[]> values = new ArrayList<>();
        values.add(FormerSealing.seal("app_user.email", person.email()));
        values.add(FormerSealing.seal("app_user.person", "{\"full_name\":\"Former\",\"phone\":null}"));
        books.change(
                "UPDATE app_user SET email_enc = ?, person_enc = ? WHERE id = ?",
                values.get(0),
                values.get(1),
                person.id());
    }
}
