package aisle.accounts;

import aisle.accounts.passwords.PasswordHash;
import aisle.kernel.CustomerId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.RowCounts;
import aisle.platform.db.paging.SortKey;
import aisle.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of users and of the stores they work in. What is personal is sealed on the way in and opened on the way out. */
final class UserDao {
    static final String EMAIL_PLACE = "app_user.email";
    static final String PERSON_PLACE = "app_user.person";

    private static final Keyset NEWEST_FIRST = Keyset.of(SortKey.uuid("id").descending());

    private static final String FOUND =
            "AND search_tokens @> ARRAY(SELECT decode(token, 'hex') FROM unnest(:tokens) AS token)";

    /** What is searched for holds no letter and no digit. */
    private static final String NOBODY = "AND false";

    private final Sealing sealing;
    private final Json json;
    private final SearchTokens tokens;

    UserDao(Sealing sealing, Json json, SearchTokens tokens) {
        this.sealing = sealing;
        this.json = json;
        this.tokens = tokens;
    }

    void insert(Tx tx, UserId id, String email, Person person, Role role, PasswordHash passwordHash, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO app_user (id, email_hmac, email_enc, person_enc, search_tokens, password_hash, role,
                                              created_at, updated_at)
                        VALUES (:id, :emailHmac, :email, :person,
                                ARRAY(SELECT decode(token, 'hex') FROM unnest(:tokens) AS token), :passwordHash, :role,
                                :now, :now)
                        """)
                .bind("id", id)
                .bind("emailHmac", sealing.lookupHash(email))
                .bind("email", sealing.seal(EMAIL_PLACE, email))
                .bind("person", sealing.seal(PERSON_PLACE, json.write(person)))
                .bindArray("tokens", String.class, tokens.beginnings(person.fullName(), email))
                .bind("passwordHash", passwordHash.text())
                .bind("role", role.name())
                .bind("now", now)
                .execute();
    }

    @Nullable
    User find(Handle handle, UserId id) {
        return handle.createQuery("""
                        SELECT u.*, c.id AS customer_id, w.store_ids, w.store_names
                        FROM app_user u
                        LEFT JOIN customer c ON c.user_id = u.id
                        CROSS JOIN LATERAL (SELECT array_agg(s.id ORDER BY s.name_lower, s.id) AS store_ids,
                                                   array_agg(s.name ORDER BY s.name_lower, s.id) AS store_names
                                            FROM store_membership m JOIN store s ON s.id = m.store_id
                                            WHERE m.user_id = u.id) w
                        WHERE u.id = :id
                        """)
                .bind("id", id)
                .map((row, context) -> user(row))
                .findOne()
                .orElse(null);
    }

    @Nullable
    UserId findByEmail(Handle handle, String email) {
        return handle.createQuery("SELECT id FROM app_user WHERE email_hmac = :emailHmac")
                .bind("emailHmac", sealing.lookupHash(email))
                .map((row, context) -> Columns.id(row, "id", UserId::new))
                .findOne()
                .orElse(null);
    }

    /**
     * Newest first: ids grow with time, and what would sort better is encrypted.
     *
     * @param text the beginnings of words of the name or the address, or a whole address; null for all
     */
    Page<User> list(
            Handle handle, @Nullable String text, @Nullable Role role, @Nullable Boolean active, PageRequest page) {
        List<String> words = text == null ? List.of() : tokens.query(text);
        PagedQuery users = new PagedQuery(
                handle, page, NEWEST_FIRST, """
                FROM app_user
                WHERE (CAST(:role AS text) IS NULL OR role = :role)
                  AND (CAST(:active AS boolean) IS NULL OR active = :active)
                """ + (text == null ? "" : words.isEmpty() ? NOBODY : FOUND), query -> {
                    query.bind("role", role == null ? null : role.name()).bind("active", active);
                    if (!words.isEmpty()) {
                        query.bindArray("tokens", String.class, words);
                    }
                });
        if (text == null && role == null && active == null) {
            users.knownTotal(() -> RowCounts.of(handle, "app_user"));
        }
        return users.read("""
                SELECT u.*, c.id AS customer_id, w.store_ids, w.store_names
                FROM (SELECT *, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip) u
                LEFT JOIN customer c ON c.user_id = u.id
                CROSS JOIN LATERAL (SELECT array_agg(s.id ORDER BY s.name_lower, s.id) AS store_ids,
                                           array_agg(s.name ORDER BY s.name_lower, s.id) AS store_names
                                    FROM store_membership m JOIN store s ON s.id = m.store_id
                                    WHERE m.user_id = u.id) w
                ORDER BY u.id DESC
                """, this::user);
    }

    /** Fills in the tokens of users who have none; answers how many there were. */
    int fillSearchTokens(Tx tx, int atMost) {
        List<UserId> ids = tx.handle()
                .createQuery("""
                        SELECT id FROM app_user WHERE search_tokens = '{}'
                        ORDER BY id LIMIT :atMost FOR UPDATE SKIP LOCKED
                        """)
                .bind("atMost", atMost)
                .map((row, context) -> Columns.id(row, "id", UserId::new))
                .list();
        for (UserId id : ids) {
            User user = find(tx.handle(), id);
            if (user != null) {
                tx.handle()
                        .createUpdate("""
                                UPDATE app_user
                                SET search_tokens = ARRAY(SELECT decode(token, 'hex') FROM unnest(:tokens) AS token)
                                WHERE id = :id
                                """)
                        .bind("id", id)
                        .bindArray("tokens", String.class, tokens.beginnings(user.fullName(), user.email()))
                        .execute();
                tx.handle().createUpdate("""
                                UPDATE customer SET search_tokens = (SELECT search_tokens FROM app_user WHERE id = :id)
                                WHERE user_id = :id
                                """).bind("id", id).execute();
            }
        }
        return ids.size();
    }

    /**
     * Counts a change of the user and keeps other writers away until the transaction ends.
     *
     * @return the version before; null when there is no such user
     */
    @Nullable
    Long touch(Tx tx, UserId id, Instant now) {
        return tx.handle()
                .createQuery("""
                        UPDATE app_user SET version = version + 1, updated_at = :now WHERE id = :id RETURNING version - 1
                        """)
                .bind("id", id)
                .bind("now", now)
                .mapTo(Long.class)
                .findOne()
                .orElse(null);
    }

    /** Keeps a user from being removed until the transaction ends; false when there is none. */
    boolean keep(Tx tx, UserId id) {
        return tx.handle()
                .createQuery("SELECT true FROM app_user WHERE id = :id FOR KEY SHARE")
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    /** Those of the stores that exist and are not archived; they stay so until the transaction ends. */
    Set<StoreId> openStores(Tx tx, Collection<StoreId> stores) {
        return tx.handle()
                .createQuery("""
                        SELECT id FROM store WHERE id = ANY (:stores) AND archived_at IS NULL ORDER BY id FOR SHARE
                        """)
                .bindArray("stores", UUID.class, values(stores))
                .map((row, context) -> Columns.id(row, "id", StoreId::new))
                .set();
    }

    List<StoreId> removeMembershipsExcept(Tx tx, UserId user, Collection<StoreId> stores) {
        return tx.handle()
                .createQuery("""
                        DELETE FROM store_membership WHERE user_id = :user AND store_id <> ALL (:stores) RETURNING store_id
                        """)
                .bind("user", user)
                .bindArray("stores", UUID.class, values(stores))
                .map((row, context) -> Columns.id(row, "store_id", StoreId::new))
                .list();
    }

    List<StoreId> addMemberships(Tx tx, UserId user, Collection<StoreId> stores) {
        return tx.handle()
                .createQuery("""
                        INSERT INTO store_membership (user_id, store_id)
                        SELECT :user, store_id FROM unnest(:stores::uuid[]) AS store_id ORDER BY store_id
                        ON CONFLICT (user_id, store_id) DO NOTHING
                        RETURNING store_id
                        """)
                .bind("user", user)
                .bindArray("stores", UUID.class, values(stores))
                .map((row, context) -> Columns.id(row, "store_id", StoreId::new))
                .list();
    }

    private static List<UUID> values(Collection<StoreId> stores) {
        return stores.stream().map(StoreId::value).toList();
    }

    private User user(ResultSet row) throws SQLException {
        Person person = json.read(sealing.open(PERSON_PLACE, row.getBytes("person_enc")), Person.class);
        return new User(
                Columns.id(row, "id", UserId::new),
                sealing.open(EMAIL_PLACE, row.getBytes("email_enc")),
                person.fullName(),
                person.phone(),
                Columns.constant(row, "role", Role.class),
                row.getBoolean("active"),
                Columns.idOrNull(row, "customer_id", CustomerId::new),
                workPlaces(row),
                row.getLong("version"),
                Columns.instant(row, "created_at"));
    }

    private static List<User.WorkPlace> workPlaces(ResultSet row) throws SQLException {
        List<StoreId> ids = Columns.ids(row, "store_ids", StoreId::new);
        List<String> names = Columns.texts(row, "store_names");
        List<User.WorkPlace> places = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            places.add(new User.WorkPlace(ids.get(i), names.get(i)));
        }
        return List.copyOf(places);
    }
}
