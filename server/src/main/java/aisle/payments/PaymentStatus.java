package aisle.payments;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a payment stands, and what may come next. {@link #GRAPH} is the only place that knows; it is checked when the server
 * starts, and {@code docs/payments.md} is drawn from it.
 */
public enum PaymentStatus {
    /** The customer must do something, such as confirm it at the bank. */
    REQUIRES_ACTION,
    /** The money is promised: by the provider, or by the customer who pays at the door. */
    AUTHORIZED,
    CAPTURED,
    PARTIALLY_REFUNDED,
    REFUNDED,
    /** Let go of before anything was taken. */
    VOIDED,
    DECLINED,
    /** The provider has not said yet, or it is not yet time to ask it. */
    UNKNOWN;

    /** What may follow each status; nothing follows those that are missing. */
    static final Map<PaymentStatus, Set<PaymentStatus>> GRAPH = graph();

    private static Map<PaymentStatus, Set<PaymentStatus>> graph() {
        Map<PaymentStatus, Set<PaymentStatus>> graph = new EnumMap<>(PaymentStatus.class);
        graph.put(UNKNOWN, EnumSet.of(REQUIRES_ACTION, AUTHORIZED, DECLINED, VOIDED));
        graph.put(REQUIRES_ACTION, EnumSet.of(AUTHORIZED, DECLINED, VOIDED));
        graph.put(AUTHORIZED, EnumSet.of(CAPTURED, VOIDED));
        graph.put(CAPTURED, EnumSet.of(PARTIALLY_REFUNDED, REFUNDED));
        graph.put(PARTIALLY_REFUNDED, EnumSet.of(PARTIALLY_REFUNDED, REFUNDED));
        // A provider was thought never to have been asked, and then turns out to have approved: the money is let go of.
        graph.put(DECLINED, EnumSet.of(AUTHORIZED));
        return graph;
    }

    static {
        check(GRAPH, EnumSet.of(UNKNOWN, AUTHORIZED, CAPTURED));
    }

    /**
     * Proves that each status can be reached from the first ones and that each way ends.
     *
     * @throws IllegalStateException naming what is wrong
     */
    static void check(Map<PaymentStatus, Set<PaymentStatus>> graph, Set<PaymentStatus> first) {
        Set<PaymentStatus> reached = EnumSet.copyOf(first);
        while (reached.addAll(reached.stream()
                .flatMap(status -> graph.getOrDefault(status, Set.of()).stream())
                .toList())) {
            // Until nothing new is found.
        }
        if (reached.size() < values().length) {
            throw new IllegalStateException(
                    "no payment ever becomes one of " + EnumSet.complementOf(EnumSet.copyOf(reached)));
        }
        Set<PaymentStatus> ending = EnumSet.noneOf(PaymentStatus.class);
        boolean found = true;
        while (found) {
            found = false;
            for (PaymentStatus status : values()) {
                Set<PaymentStatus> next = graph.getOrDefault(status, Set.of());
                if (next.isEmpty() || next.stream().anyMatch(ending::contains)) {
                    found |= ending.add(status);
                }
            }
        }
        if (ending.size() < values().length) {
            throw new IllegalStateException("no way ends from " + EnumSet.complementOf(EnumSet.copyOf(ending)));
        }
    }

    /** Whether it may become that. */
    public boolean mayBecome(PaymentStatus next) {
        return GRAPH.getOrDefault(this, Set.of()).contains(next);
    }
}
