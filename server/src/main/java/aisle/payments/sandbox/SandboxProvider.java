package aisle.payments.sandbox;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Money;
import aisle.payments.NextAction;
import aisle.payments.PaymentMethod;
import aisle.payments.PaymentProvider;
import aisle.payments.ProviderAnswer;
import aisle.payments.ProviderAnswer.ActionNeeded;
import aisle.payments.ProviderAnswer.Approved;
import aisle.payments.ProviderAnswer.Declined;
import aisle.payments.ProviderAnswer.Unknown;
import aisle.payments.ProviderEvent;
import aisle.payments.ProviderRequest;
import aisle.payments.SignedBody;
import aisle.payments.sandbox.SandboxCharge.State;
import aisle.payments.sandbox.SandboxDao.Carried;
import aisle.platform.config.AisleConfig;
import aisle.platform.config.AppEnvironment;
import aisle.platform.crypto.Keys;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * A provider that is built in and moves no money. It does what its {@link SandboxToken tokens} say and keeps books of its own, in
 * transactions of its own, as another company would.
 */
@Singleton
class SandboxProvider implements PaymentProvider {
    private static final String SIGNATURE = "Sandbox-Signature";
    private static final Duration WINDOW = Duration.ofDays(7);
    private static final Duration THINKING = Duration.ofSeconds(3);
    private static final Duration SLOWNESS = Duration.ofSeconds(2);
    private static final String LOST = "lost";
    private static final Unknown NO_ANSWER = new Unknown("timeout");

    private final SandboxDao dao = new SandboxDao();
    private final Database database;
    private final Json json;
    private final Time time;
    private final SecretKey webhookKey;
    private final boolean offered;

    SandboxProvider(Database database, Json json, Keys keys, Time time, AisleConfig config) {
        this.database = database;
        this.json = json;
        this.time = time;
        this.webhookKey = keys.derive("sandbox-webhooks", "HmacSHA256");
        this.offered = config.environment() != AppEnvironment.PRODUCTION
                || config.payments().sandbox();
    }

    @Override
    public PaymentMethod method() {
        return PaymentMethod.SANDBOX;
    }

    @Override
    public boolean isOffered() {
        return offered;
    }

    @Override
    public Duration authorizationWindow() {
        return WINDOW;
    }

    @Override
    public ProviderAnswer perform(ProviderRequest request) {
        if (SandboxToken.TOK_SLOW.text().equals(request.token())) {
            think();
        }
        return database.transaction(tx -> {
            Carried before = dao.lock(tx, request.key());
            boolean wasLost = before != null && LOST.equals(before.code());
            if (before != null && !wasLost) {
                return answer(tx, request, before);
            }
            return request.kind() == ProviderRequest.Kind.AUTHORIZE
                    ? authorize(tx, request, wasLost)
                    : change(tx, request);
        });
    }

    private static void think() {
        try {
            Thread.sleep(SLOWNESS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public @Nullable ProviderAnswer ask(ProviderRequest request) {
        return database.transaction(tx -> {
            Carried before = dao.lock(tx, request.key());
            return before == null || LOST.equals(before.code()) ? null : answer(tx, request, before);
        });
    }

    private ProviderAnswer authorize(Tx tx, ProviderRequest request, boolean wasLost) {
        SandboxToken token = SandboxToken.of(Objects.requireNonNullElse(request.token(), ""));
        Instant now = time.now();
        if (token == null) {
            dao.insertRequest(tx, request, null, "invalid_token", now);
            return new Declined("invalid_token");
        }
        if (token == SandboxToken.TOK_LOST && !wasLost) {
            dao.insertRequest(tx, request, null, LOST, now);
            return NO_ANSWER;
        }
        String reference = "sbx_" + request.attempt();
        Money zero = Money.zero(request.amount().currency());
        SandboxCharge charge = new SandboxCharge(reference, token, request.amount(), token.first(), zero, zero, now);
        dao.insertCharge(tx, charge);
        String code = token.refusal();
        dao.insertRequest(tx, request, reference, code, now);
        return token == SandboxToken.TOK_TIMEOUT ? NO_ANSWER : answer(tx, request, new Carried(reference, code));
    }

    private ProviderAnswer change(Tx tx, ProviderRequest request) {
        String reference = Objects.requireNonNullElse(request.reference(), "");
        SandboxCharge charge = dao.lockCharge(tx, reference);
        if (charge == null) {
            return new Declined("no_such_charge");
        }
        ripen(tx, charge);
        String code = refusal(tx, request, charge);
        dao.insertRequest(tx, request, reference, code, time.now());
        boolean isSilent = charge.token() == silentToken(request.kind());
        return isSilent ? NO_ANSWER : answer(tx, request, new Carried(reference, code));
    }

    /** Null when it was done. */
    private @Nullable String refusal(Tx tx, ProviderRequest request, SandboxCharge charge) {
        boolean done = switch (request.kind()) {
            case AUTHORIZE -> throw new IllegalStateException("a promise is not made twice");
            case CAPTURE ->
                charge.token() != SandboxToken.TOK_CAPTURE_FAILS
                        && dao.capture(tx, charge.reference(), request.amount());
            case VOID -> dao.cancel(tx, charge.reference());
            case REFUND ->
                charge.token() != SandboxToken.TOK_REFUND_FAILS && dao.refund(tx, charge.reference(), request.amount());
        };
        return done ? null : request.kind().name().toLowerCase(Locale.ROOT) + "_refused";
    }

    private static @Nullable SandboxToken silentToken(ProviderRequest.Kind kind) {
        return switch (kind) {
            case AUTHORIZE -> SandboxToken.TOK_TIMEOUT;
            case CAPTURE -> SandboxToken.TOK_CAPTURE_TIMEOUT;
            case VOID -> SandboxToken.TOK_VOID_TIMEOUT;
            case REFUND -> SandboxToken.TOK_REFUND_TIMEOUT;
        };
    }

    /** What it says of a request that it has carried out. */
    private ProviderAnswer answer(Tx tx, ProviderRequest request, Carried carried) {
        String reference = carried.charge();
        if (carried.code() != null || reference == null) {
            return new Declined(Objects.requireNonNullElse(carried.code(), "declined"));
        }
        if (request.kind() != ProviderRequest.Kind.AUTHORIZE) {
            return new Approved(request.key());
        }
        SandboxCharge charge = ripen(tx, Objects.requireNonNull(dao.lockCharge(tx, reference)));
        return switch (charge.state()) {
            case OPEN ->
                new ActionNeeded(
                        reference,
                        new NextAction(
                                NextAction.Type.REDIRECT, "/api/v1/payments/sandbox/" + reference + "/complete", null));
            case PROCESSING -> new Unknown("processing");
            case AUTHORIZED, CAPTURED -> new Approved(reference);
            case CANCELED -> new Declined("canceled");
            case DECLINED -> new Declined("authentication_failed");
        };
    }

    /** What has been thought about long enough is approved. */
    private SandboxCharge ripen(Tx tx, SandboxCharge charge) {
        boolean isRipe = charge.state() == State.PROCESSING
                && !time.now().isBefore(charge.createdAt().plus(THINKING));
        if (isRipe && dao.become(tx, charge.reference(), State.PROCESSING, State.AUTHORIZED)) {
            return charge.in(State.AUTHORIZED);
        }
        return charge;
    }

    /** The customer acts; false when there is nothing to do for this charge. */
    boolean complete(Tx tx, String reference, boolean approved) {
        return dao.become(tx, reference, State.OPEN, approved ? State.AUTHORIZED : State.DECLINED);
    }

    /** A webhook as it sends them. */
    record Sent(byte[] body, String header, String signature) {}

    /** What a webhook holds. */
    record Told(String id, String type, Instant createdAt, String reference) {}

    /** What it would send now about a charge. */
    Sent webhook(String id, String reference) {
        byte[] body = json.write(new Told(id, "charge.updated", time.now(), reference))
                .getBytes(StandardCharsets.UTF_8);
        return new Sent(body, SIGNATURE, SignedBody.sign(webhookKey, body, time.now()));
    }

    @Override
    public ProviderEvent event(byte[] body, UnaryOperator<@Nullable String> header) {
        if (!SignedBody.isValid(webhookKey, body, header.apply(SIGNATURE), time.now())) {
            throw DomainError.of(
                    ErrorCode.WEBHOOK_SIGNATURE_INVALID, "This was not signed by the sandbox, or too long ago.");
        }
        Told told = json.read(new String(body, StandardCharsets.UTF_8), Told.class);
        return new ProviderEvent(told.id(), told.type(), told.createdAt(), null, told.reference(), null);
    }
}
