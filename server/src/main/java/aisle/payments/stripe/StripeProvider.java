package aisle.payments.stripe;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
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
import aisle.platform.config.AisleConfig;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.AutomaticPaymentMethods;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Stripe, by PaymentIntents with manual capture (https://docs.stripe.com/payments/place-a-hold-on-a-payment-method). Each request
 * has an idempotency key and carries it as metadata, too, by which it is found again.
 */
@Singleton
class StripeProvider implements PaymentProvider {
    /** Cards keep a promise for seven days. */
    private static final Duration WINDOW = Duration.ofDays(7);

    /** Clocks differ, and a repetition comes later than the first time. */
    private static final Duration SEARCHED = Duration.ofMinutes(10);

    private static final String KEY = "aisle_key";
    private static final long PAGE = 100;

    private final @Nullable StripeClient client;
    private final List<SecretKeySpec> webhookKeys;
    private final Json json;
    private final Time time;

    @Inject
    StripeProvider(AisleConfig config, Json json, Time time) {
        this(config.payments(), json, time);
    }

    StripeProvider(AisleConfig.Payments settings, Json json, Time time) {
        this.client =
                settings.stripe().apiKey().map(key -> client(key, settings)).orElse(null);
        this.webhookKeys = settings.stripe().webhookSecret().stream()
                .flatMap(secrets -> List.of(secrets.split(",", -1)).stream())
                .filter(secret -> !secret.isBlank())
                .map(secret -> new SecretKeySpec(secret.strip().getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                .toList();
        this.json = json;
        this.time = time;
    }

    private static StripeClient client(String key, AisleConfig.Payments settings) {
        int half = Math.toIntExact(settings.timeout().toMillis() / 2);
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase(settings.stripe().apiUrl())
                .setConnectTimeout(half)
                .setReadTimeout(half)
                .setMaxNetworkRetries(0)
                .build();
    }

    @Override
    public PaymentMethod method() {
        return PaymentMethod.STRIPE;
    }

    @Override
    public boolean isOffered() {
        return client != null;
    }

    @Override
    public Duration authorizationWindow() {
        return WINDOW;
    }

    /** A call of Stripe's library. */
    private interface Call {
        @Nullable
        ProviderAnswer make(StripeClient client) throws StripeException;
    }

    @Override
    public ProviderAnswer perform(ProviderRequest request) {
        RequestOptions options =
                RequestOptions.builder().setIdempotencyKey(request.key()).build();
        return Objects.requireNonNull(call(stripe -> switch (request.kind()) {
            case AUTHORIZE -> promise(stripe.v1().paymentIntents().create(creation(request), options));
            case CAPTURE ->
                captured(stripe.v1()
                        .paymentIntents()
                        .capture(
                                reference(request),
                                PaymentIntentCaptureParams.builder()
                                        .setAmountToCapture(StripeAmounts.of(request.amount()))
                                        .build(),
                                options));
            case VOID -> canceled(stripe.v1().paymentIntents().cancel(reference(request), options));
            case REFUND ->
                refunded(stripe.v1()
                        .refunds()
                        .create(
                                RefundCreateParams.builder()
                                        .setPaymentIntent(reference(request))
                                        .setAmount(StripeAmounts.of(request.amount()))
                                        .putMetadata(KEY, request.key())
                                        .build(),
                                options));
        }));
    }

    private static PaymentIntentCreateParams creation(ProviderRequest request) {
        return PaymentIntentCreateParams.builder()
                .setAmount(StripeAmounts.of(request.amount()))
                .setCurrency(StripeAmounts.code(request.amount()))
                .setPaymentMethod(Objects.requireNonNull(request.token()))
                .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL)
                .setConfirm(true)
                .setAutomaticPaymentMethods(AutomaticPaymentMethods.builder()
                        .setEnabled(true)
                        .setAllowRedirects(AutomaticPaymentMethods.AllowRedirects.NEVER)
                        .build())
                .putMetadata(KEY, request.key())
                .putMetadata("order_id", request.order().toString())
                .build();
    }

    private static String reference(ProviderRequest request) {
        return Objects.requireNonNull(request.reference(), "a payment without a reference is not promised yet");
    }

    @Override
    public @Nullable ProviderAnswer ask(ProviderRequest request) {
        return call(stripe -> switch (request.kind()) {
            case AUTHORIZE -> {
                PaymentIntent found = find(stripe, request);
                yield found == null ? null : promise(found);
            }
            case CAPTURE -> {
                PaymentIntent intent = stripe.v1().paymentIntents().retrieve(reference(request));
                yield intent.getStatus().equals("requires_capture") ? null : captured(intent);
            }
            case VOID -> {
                PaymentIntent intent = stripe.v1().paymentIntents().retrieve(reference(request));
                yield intent.getStatus().equals("canceled") ? canceled(intent) : null;
            }
            case REFUND -> {
                RefundListParams all = RefundListParams.builder()
                        .setPaymentIntent(reference(request))
                        .setLimit(PAGE)
                        .build();
                for (Refund refund : stripe.v1().refunds().list(all).autoPagingIterable()) {
                    if (request.key().equals(refund.getMetadata().get(KEY))) {
                        yield refunded(refund);
                    }
                }
                yield null;
            }
        });
    }

    /** Stripe's search lags behind by a minute; its list does not. */
    private static @Nullable PaymentIntent find(StripeClient stripe, ProviderRequest request) throws StripeException {
        if (request.reference() != null) {
            return stripe.v1().paymentIntents().retrieve(request.reference());
        }
        Instant begun = request.begunAt();
        PaymentIntentListParams window = PaymentIntentListParams.builder()
                .setCreated(PaymentIntentListParams.Created.builder()
                        .setGte(begun.minus(SEARCHED).getEpochSecond())
                        .build())
                .setLimit(PAGE)
                .build();
        for (PaymentIntent intent : stripe.v1().paymentIntents().list(window).autoPagingIterable()) {
            if (request.key().equals(intent.getMetadata().get(KEY))) {
                return intent;
            }
        }
        return null;
    }

    private @Nullable ProviderAnswer call(Call call) {
        try {
            return call.make(Objects.requireNonNull(client, "Stripe is not set up"));
        } catch (CardException e) {
            return new Declined(Objects.requireNonNullElse(
                    e.getDeclineCode(), Objects.requireNonNullElse(e.getCode(), "card_declined")));
        } catch (ApiConnectionException | RateLimitException e) {
            return new Unknown("no_answer");
        } catch (InvalidRequestException e) {
            // The request was read and refused, which will not change.
            return new Declined(Objects.requireNonNullElse(e.getCode(), "invalid_request"));
        } catch (ApiException e) {
            return new Unknown("stripe_" + e.getStatusCode());
        } catch (StripeException e) {
            // The key is in use by a request that runs, or the account's key is wrong: neither says anything of the
            // money.
            return new Unknown(Objects.requireNonNullElse(e.getCode(), "stripe_" + e.getStatusCode()));
        }
    }

    private static ProviderAnswer promise(PaymentIntent intent) {
        return switch (intent.getStatus()) {
            case "requires_capture", "succeeded" -> new Approved(intent.getId());
            case "requires_action" -> new ActionNeeded(intent.getId(), action(intent));
            case "canceled", "requires_payment_method" -> new Declined(reason(intent));
            case "processing" -> new Unknown("processing");
            default -> new Unknown("status_" + intent.getStatus());
        };
    }

    private static NextAction action(PaymentIntent intent) {
        PaymentIntent.NextAction next = intent.getNextAction();
        return next != null && next.getRedirectToUrl() != null
                ? new NextAction(
                        NextAction.Type.REDIRECT, next.getRedirectToUrl().getUrl(), null)
                : new NextAction(NextAction.Type.SDK, null, intent.getClientSecret());
    }

    private static String reason(PaymentIntent intent) {
        if (intent.getLastPaymentError() != null && intent.getLastPaymentError().getCode() != null) {
            return intent.getLastPaymentError().getCode();
        }
        return intent.getStatus().equals("canceled") ? "canceled" : "declined";
    }

    private static ProviderAnswer captured(PaymentIntent intent) {
        return switch (intent.getStatus()) {
            case "succeeded" -> new Approved(intent.getId());
            case "processing" -> new Unknown("processing");
            default -> new Declined("status_" + intent.getStatus());
        };
    }

    private static ProviderAnswer canceled(PaymentIntent intent) {
        return intent.getStatus().equals("canceled")
                ? new Approved(intent.getId())
                : new Declined("status_" + intent.getStatus());
    }

    private static ProviderAnswer refunded(Refund refund) {
        return switch (refund.getStatus()) {
            case "succeeded" -> new Approved(refund.getId());
            case "failed", "canceled" ->
                new Declined(Objects.requireNonNullElse(refund.getFailureReason(), refund.getStatus()));
            default -> new Unknown("status_" + refund.getStatus());
        };
    }

    @Override
    public ProviderEvent event(byte[] body, UnaryOperator<@Nullable String> header) {
        String signature = header.apply("Stripe-Signature");
        boolean genuine = webhookKeys.stream().anyMatch(key -> SignedBody.isValid(key, body, signature, time.now()));
        if (!genuine) {
            throw DomainError.of(
                    ErrorCode.WEBHOOK_SIGNATURE_INVALID, "This was not signed by Stripe, or too long ago.");
        }
        return StripeEvents.read(json.read(new String(body, StandardCharsets.UTF_8), Map.class));
    }
}
