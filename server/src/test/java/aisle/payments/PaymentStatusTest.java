package aisle.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaymentStatusTest {
    @Test
    void moneyIsTakenOnlyOfWhatIsPromised() {
        assertTrue(PaymentStatus.AUTHORIZED.mayBecome(PaymentStatus.CAPTURED));
        assertFalse(PaymentStatus.UNKNOWN.mayBecome(PaymentStatus.CAPTURED));
        assertFalse(PaymentStatus.VOIDED.mayBecome(PaymentStatus.CAPTURED));
        assertFalse(PaymentStatus.CAPTURED.mayBecome(PaymentStatus.VOIDED));
    }

    @Test
    void aGraphWithAStatusThatNothingLeadsToIsRefused() {
        Map<PaymentStatus, Set<PaymentStatus>> broken = Map.of(PaymentStatus.UNKNOWN, EnumSet.of(PaymentStatus.VOIDED));
        IllegalStateException refused = assertThrows(
                IllegalStateException.class, () -> PaymentStatus.check(broken, EnumSet.of(PaymentStatus.UNKNOWN)));
        assertEquals(
                "no payment ever becomes one of [REQUIRES_ACTION, AUTHORIZED, CAPTURED, PARTIALLY_REFUNDED, REFUNDED,"
                        + " DECLINED]",
                refused.getMessage());
    }

    @Test
    void aGraphWithoutAnEndIsRefused() {
        Map<PaymentStatus, Set<PaymentStatus>> broken = new java.util.EnumMap<>(PaymentStatus.GRAPH);
        broken.put(PaymentStatus.REFUNDED, EnumSet.of(PaymentStatus.REFUNDED));
        broken.put(PaymentStatus.CAPTURED, EnumSet.of(PaymentStatus.REFUNDED));
        broken.put(PaymentStatus.PARTIALLY_REFUNDED, EnumSet.of(PaymentStatus.REFUNDED));
        assertThrows(
                IllegalStateException.class, () -> PaymentStatus.check(broken, EnumSet.allOf(PaymentStatus.class)));
    }
}
