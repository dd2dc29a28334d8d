package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.web.idempotency.Idempotency;
import aisle.platform.web.idempotency.IdempotencyKey;
import aisle.platform.web.idempotency.KeptAnswer;
import aisle.platform.web.idempotency.RequestKey;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which a resource changes something: a transaction, and with an Idempotency-Key the promise that a
 * repeated request changes nothing more and gets the first answer again.
 */
@RequestScoped
public class Writes {
    private static final String KEY_HEADER = "Idempotency-Key";
    private static final String REPLAYED_HEADER = "Idempotent-Replayed";

    private final Database database;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Json json;

    Writes(Database database, Idempotency idempotency, Caller caller, Json json) {
        this.database = database;
        this.idempotency = idempotency;
        this.caller = caller;
        this.json = json;
    }

    /** Runs a change; an Idempotency-Key is honoured when the client sends one. {@code body} is the bound request. */
    public <T> RestResponse<Data<T>> perform(@Nullable Object body, Function<Tx, Answer<T>> work) {
        String header = caller.header(KEY_HEADER);
        return header == null ? response(database.transaction(tx -> first(work.apply(tx)))) : once(header, body, work);
    }

    /**
     * Runs a change for somebody whom only a network address tells from others, and whose key might be somebody else's, too:
     * an Idempotency-Key means nothing.
     */
    public <T> RestResponse<Data<T>> performAnew(Function<Tx, Answer<T>> work) {
        return response(database.transaction(tx -> first(work.apply(tx))));
    }

    /**
     * Runs a change that must never happen twice.
     *
     * @throws DomainError {@link ErrorCode#MISSING_IDEMPOTENCY_KEY} when the client sent no key
     */
    public <T> RestResponse<Data<T>> performOnce(@Nullable Object body, Function<Tx, Answer<T>> work) {
        return once(mustHaveKey(), body, work);
    }

    /**
     * Runs a change that must never happen twice and that may have to ask somebody outside on its way: then in two
     * transactions, with nothing open in between. The first one commits what a repeated request needs to take it up.
     *
     * @throws DomainError {@link ErrorCode#MISSING_IDEMPOTENCY_KEY} when the client sent no key
     */
    public <T> RestResponse<Data<T>> performInSteps(
            @Nullable Object body, BiFunction<Tx, RequestKey, Progress<T>> begin) {
        IdempotencyKey key = IdempotencyKey.of(caller.identity(), caller.method(), caller.path(), mustHaveKey());
        byte[] fingerprint = idempotency.fingerprint(json.canonical(body));
        Committed<T> first = database.transaction(tx -> {
            KeptAnswer earlier = idempotency.begin(tx, key, fingerprint);
            if (earlier != null) {
                return new Committed<>(earlier, null);
            }
            return switch (begin.apply(tx, new RequestKey(key.hash(), fingerprint))) {
                case Progress.Done<T>(Answer<T> answer) -> new Committed<>(keep(tx, key, fingerprint, answer), null);
                case Progress.Goes<T> goes -> new Committed<>(null, goes);
            };
        });
        if (first.answer() != null) {
            return response(first.answer());
        }
        Progress.Goes<T> goes = Objects.requireNonNull(first.goes());
        goes.outside().run();
        return response(database.transaction(tx -> {
            KeptAnswer earlier = idempotency.resume(tx, key, fingerprint);
            return earlier == null ? keep(tx, key, fingerprint, goes.rest().apply(tx)) : earlier;
        }));
    }

    /** What the first transaction came to: an answer, or what is left to do. */
    private record Committed<T>(@Nullable KeptAnswer answer, Progress.@Nullable Goes<T> goes) {}

    private String mustHaveKey() {
        String header = caller.header(KEY_HEADER);
        if (header == null) {
            throw DomainError.of(
                    ErrorCode.MISSING_IDEMPOTENCY_KEY,
                    "This operation needs an Idempotency-Key header: a value that you choose once per intent and"
                            + " repeat with each retry.");
        }
        return header;
    }

    private <T> RestResponse<Data<T>> once(String header, @Nullable Object body, Function<Tx, Answer<T>> work) {
        IdempotencyKey key = IdempotencyKey.of(caller.identity(), caller.method(), caller.path(), header);
        byte[] fingerprint = idempotency.fingerprint(json.canonical(body));
        return response(database.transaction(tx -> {
            KeptAnswer earlier = idempotency.begin(tx, key, fingerprint);
            return earlier == null ? keep(tx, key, fingerprint, work.apply(tx)) : earlier;
        }));
    }

    private <T> KeptAnswer keep(Tx tx, IdempotencyKey key, byte[] fingerprint, Answer<T> answer) {
        KeptAnswer first = first(answer);
        T repeated = answer.repeated();
        idempotency.keep(tx, key, fingerprint, repeated == null ? first : kept(answer, repeated));
        return first;
    }

    private <T> KeptAnswer first(Answer<T> answer) {
        return kept(answer, answer.data());
    }

    private <T> KeptAnswer kept(Answer<T> answer, @Nullable T data) {
        String body = data == null ? null : json.write(new Data<>(data));
        String etag = body != null && data instanceof Versioned
                ? EntityTag.of(data, body).toString()
                : null;
        UUID person = data instanceof AboutPerson about ? about.person() : null;
        return new KeptAnswer(answer.status(), body, answer.location(), etag, person, false);
    }

    /** The entity is the rendered text itself; its static type serves the OpenAPI document. */
    @SuppressWarnings("unchecked")
    private static <T> RestResponse<Data<T>> response(KeptAnswer answer) {
        RestResponse.ResponseBuilder<Object> response = RestResponse.ResponseBuilder.create(answer.status());
        if (answer.body() != null) {
            response.entity(answer.body()).type(MediaType.APPLICATION_JSON_TYPE);
        }
        if (answer.location() != null) {
            response.header(HttpHeaders.LOCATION, answer.location());
        }
        if (answer.etag() != null) {
            response.header(HttpHeaders.ETAG, answer.etag());
        }
        if (answer.replayed()) {
            response.header(REPLAYED_HEADER, "true");
        }
        return (RestResponse<Data<T>>) (RestResponse<?>) response.build();
    }
}
