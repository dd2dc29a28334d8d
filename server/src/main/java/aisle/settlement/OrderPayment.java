package aisle.settlement;

import aisle.kernel.Money;
import aisle.kernel.PaymentId;
import aisle.payments.NextAction;
import aisle.payments.Payment;
import aisle.payments.PaymentMethod;
import aisle.payments.PaymentOperation;
import aisle.payments.PaymentStatus;
import aisle.payments.ProviderRequest;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One of the payments of an order.
 *
 * @param amount what it is to bring
 * @param authorizeAt when the provider will be asked; null when it was at once
 */
@Schema(name = "OrderPaymentDetails")
public record OrderPayment(
        PaymentId id,
        PaymentMethod method,
        PaymentStatus status,
        Money amount,
        Money authorized,
        Money captured,
        Money refunded,
        @Nullable NextAction nextAction,
        @Nullable Instant authorizeAt,
        List<Step> operations) {
    public OrderPayment {
        operations = List.copyOf(operations);
    }

    /** Something that its provider was asked to do. */
    @Schema(name = "OrderPaymentOperation")
    public record Step(
            ProviderRequest.Kind kind,
            Money amount,
            PaymentOperation.State state,
            @Nullable String code,
            Instant createdAt) {}

    /** @param operations of all payments of the order */
    static OrderPayment of(Payment payment, List<PaymentOperation> operations) {
        return new OrderPayment(
                payment.id(),
                payment.method(),
                payment.status(),
                payment.amount(),
                payment.authorized(),
                payment.captured(),
                payment.refunded(),
                payment.nextAction(),
                payment.authorizeAt(),
                operations.stream()
                        .filter(operation -> operation.payment().equals(payment.id()))
                        .map(operation -> new Step(
                                operation.kind(),
                                operation.amount(),
                                operation.state(),
                                operation.code(),
                                operation.createdAt()))
                        .toList());
    }
}
