package aisle.payments;

import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.PaymentId;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something about a payment that somebody of the staff should look at.
 *
 * @param detail the provider's code, or the state of a dispute
 * @param resolvedAt when it came to an end, by itself or by somebody's word
 */
@Schema(name = "PaymentIssue")
public record PaymentIssue(
        UUID id,
        StoreId storeId,
        Kind kind,
        PaymentId paymentId,
        OrderId orderId,
        Money amount,
        @Nullable String detail,
        Instant createdAt,
        @Nullable Instant resolvedAt,
        @Nullable UserId resolvedBy) {
    /** What is the matter. */
    @Schema(name = "PaymentIssueKind")
    public enum Kind {
        /** Money was promised for an order that is not there; it is given back by itself. */
        MONEY_WITHOUT_ORDER,
        /** The provider refuses to pay out what it promised. */
        CAPTURE_FAILED,
        /** The provider refuses to let go. */
        VOID_FAILED,
        /** The provider refuses to give back. */
        REFUND_FAILED,
        /** What was to be authorised near the delivery was declined; the order still stands. */
        LATE_AUTHORIZATION_DECLINED,
        /** The customer's bank asks for its money back. */
        DISPUTE
    }
}
