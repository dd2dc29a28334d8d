package aisle.apikeys;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.ApiKeyId;
import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StoreId;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.security.ApiKeySecret;
import aisle.platform.time.Ids;
import aisle.platform.time.Secrets;
import aisle.platform.time.Time;
import aisle.platform.web.ApiOperations;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The keys of machines: make one, change what it may do, end it. */
@Singleton
class ApiKeys {
    private final ApiKeyDao dao = new ApiKeyDao();
    private final LiveApiKeys live;
    private final ApiOperations operations;
    private final Database database;
    private final Audit audit;
    private final Secrets secrets;
    private final Time time;
    private final Ids ids;
    private final Duration longest;

    ApiKeys(
            LiveApiKeys live,
            ApiOperations operations,
            Database database,
            Audit audit,
            Secrets secrets,
            Time time,
            Ids ids,
            AisleConfig config) {
        this.live = live;
        this.operations = operations;
        this.database = database;
        this.audit = audit;
        this.secrets = secrets;
        this.time = time;
        this.ids = ids;
        this.longest = Duration.ofDays(config.apiKeyMaxDays());
    }

    /** A key that was just made; the secret is never to be had again. */
    record Made(ApiKey key, ApiKeySecret secret) {}

    /**
     * Makes a key.
     *
     * @throws DomainError {@link ErrorCode#VALIDATION_ERROR} naming scopes and stores that there are not, and an expiry that
     *     is past or too far away
     */
    Made create(Tx tx, Actor actor, ApiKeyDetails details) {
        Instant now = time.now();
        mustBePossible(tx, details, null, now);
        ApiKeyId id = new ApiKeyId(ids.next());
        ApiKeySecret secret = ApiKeySecret.of(id, secrets.bytes(ApiKeySecret.SECRET_BYTES));
        ApiKey key = new ApiKey(
                id,
                details.name().strip(),
                sorted(details.scopes()),
                distinct(details.storeIds()),
                details.requestsPerMinute(),
                1,
                actor.userId(),
                now,
                now,
                expiry(details, now),
                null,
                null);
        dao.insert(tx, key, secret.hash());
        audit.record(
                tx,
                actor,
                "api_key.created",
                "api_key",
                id.value(),
                null,
                Map.of(
                        "scopes", key.scopes(),
                        "stores", key.stores() == null ? "all" : key.stores(),
                        "expires_at", key.expiresAt()));
        return new Made(key, secret);
    }

    /**
     * Changes what a key may do, or how long. An expired key that gets more time works again; a revoked one never does.
     *
     * @throws DomainError {@link ErrorCode#API_KEY_NOT_FOUND}, {@link ErrorCode#API_KEY_REVOKED},
     *     {@link ErrorCode#PRECONDITION_FAILED}, {@link ErrorCode#VALIDATION_ERROR} as for {@link #create}
     */
    ApiKey change(Tx tx, Actor actor, ApiKeyId id, ExpectedVersion expected, UnaryOperator<ApiKeyDetails> change) {
        ApiKey before = lock(tx, id);
        expected.mustAllow(before.version());
        if (before.revokedAt() != null) {
            throw DomainError.of(ErrorCode.API_KEY_REVOKED, "This API key was revoked. Make a new one.");
        }
        Instant now = time.now();
        ApiKeyDetails details = change.apply(ApiKeyDetails.of(before));
        mustBePossible(tx, details, before, now);
        ApiKey after = new ApiKey(
                id,
                details.name().strip(),
                sorted(details.scopes()),
                distinct(details.storeIds()),
                details.requestsPerMinute(),
                before.version() + 1,
                before.createdBy(),
                before.createdAt(),
                now,
                expiry(details, now),
                before.lastUsedAt(),
                null);
        dao.update(tx, after);
        audit.record(tx, actor, "api_key.changed", "api_key", id.value(), null, changes(before, after));
        tx.afterCommit(() -> live.forget(id));
        return after;
    }

    /**
     * Ends a key at once on this node and within a second on every other. Ending it again changes nothing.
     *
     * @throws DomainError {@link ErrorCode#API_KEY_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED}
     */
    void revoke(Tx tx, Actor actor, ApiKeyId id, ExpectedVersion expected) {
        ApiKey before = lock(tx, id);
        if (before.revokedAt() == null) {
            expected.mustAllow(before.version());
            dao.revoke(tx, id, time.now());
            audit.record(tx, actor, "api_key.revoked", "api_key", id.value(), null, Map.of());
            tx.afterCommit(() -> live.forget(id));
        }
    }

    /** @throws DomainError {@link ErrorCode#API_KEY_NOT_FOUND} */
    ApiKey get(ApiKeyId id) {
        ApiKey key = database.read(handle -> dao.find(handle, id));
        if (key == null) {
            throw notFound();
        }
        return key;
    }

    /** The newest first. */
    Page<ApiKey> list(@Nullable Boolean active, PageRequest page) {
        return database.read(handle -> dao.list(handle, active, time.now(), page));
    }

    private ApiKey lock(Tx tx, ApiKeyId id) {
        ApiKey key = dao.lock(tx, id);
        if (key == null) {
            throw notFound();
        }
        return key;
    }

    /** What a key has already is not asked about again: an operation or a store that is gone since does no harm. */
    private void mustBePossible(Tx tx, ApiKeyDetails details, @Nullable ApiKey before, Instant now) {
        List<FieldError> wrong = new ArrayList<>();
        List<String> hadScopes = before == null ? List.of() : before.scopes();
        Set<String> scopes = operations.scopes();
        Set<String> forPeople = operations.forPeopleOnly();
        for (int i = 0; i < details.scopes().size(); i++) {
            String scope = details.scopes().get(i);
            if (!scopes.contains(scope) && !hadScopes.contains(scope)) {
                wrong.add(
                        forPeople.contains(scope)
                                ? new FieldError("scopes[" + i + "]", "people_only", "No API key may do this.")
                                : new FieldError(
                                        "scopes[" + i + "]",
                                        "unknown",
                                        "There is no such operation, nor a group such as products:read."));
            }
        }
        List<StoreId> had = before == null || before.stores() == null ? List.of() : before.stores();
        List<StoreId> stores = Objects.requireNonNullElse(details.storeIds(), List.of());
        Set<StoreId> open = dao.openStores(tx, stores);
        for (int i = 0; i < stores.size(); i++) {
            if (!open.contains(stores.get(i)) && !had.contains(stores.get(i))) {
                wrong.add(new FieldError("store_ids[" + i + "]", "unknown", "There is no store with this id."));
            }
        }
        Instant expiry = details.expiresAt();
        if (expiry != null && (before == null || !expiry.equals(before.expiresAt()))) {
            if (!now.isBefore(expiry)) {
                wrong.add(new FieldError("expires_at", "past", "It must be in the future."));
            } else if (expiry.isAfter(now.plus(longest))) {
                wrong.add(new FieldError(
                        "expires_at", "too_late", "It must be within " + longest.toDays() + " days from now."));
            }
        }
        if (!wrong.isEmpty()) {
            throw DomainError.invalid(wrong);
        }
    }

    /** To a millisecond, as every time is told. */
    private Instant expiry(ApiKeyDetails details, Instant now) {
        return Objects.requireNonNullElse(details.expiresAt(), now.plus(longest))
                .truncatedTo(ChronoUnit.MILLIS);
    }

    private static List<String> sorted(List<String> scopes) {
        return scopes.stream().distinct().sorted().toList();
    }

    private static @Nullable List<StoreId> distinct(@Nullable List<StoreId> stores) {
        return stores == null ? null : stores.stream().distinct().toList();
    }

    /** A name is what people make it, so of that only the fact is told. */
    private static Map<String, Object> changes(ApiKey before, ApiKey after) {
        List<String> fields = new ArrayList<>();
        if (!before.name().equals(after.name())) {
            fields.add("name");
        }
        if (!before.scopes().equals(after.scopes())) {
            fields.add("scopes");
        }
        if (!Objects.equals(before.stores(), after.stores())) {
            fields.add("store_ids");
        }
        if (!Objects.equals(before.requestsPerMinute(), after.requestsPerMinute())) {
            fields.add("requests_per_minute");
        }
        if (!before.expiresAt().equals(after.expiresAt())) {
            fields.add("expires_at");
        }
        return Map.of(
                "fields",
                fields,
                "scopes",
                after.scopes(),
                "stores",
                after.stores() == null ? "all" : after.stores(),
                "expires_at",
                after.expiresAt());
    }

    private static DomainError notFound() {
        return DomainError.of(ErrorCode.API_KEY_NOT_FOUND, "There is no API key with this id.");
    }
}
