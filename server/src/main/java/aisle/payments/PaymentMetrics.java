package aisle.payments;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Counts what providers were asked and answered. Each series is there from the start, or its first rise would be none. */
@Startup
@Singleton
class PaymentMetrics {
    private static final String APPROVED = "approved";
    private static final String DECLINED = "declined";
    private static final String ACTION_NEEDED = "action_needed";
    private static final String UNKNOWN = "unknown";

    private final MeterRegistry metrics;

    PaymentMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        for (PaymentMethod provider : PaymentMethod.values()) {
            if (provider.isOnline()) {
                List.of("taken", "repeated", "unknown", "refused").forEach(outcome -> events(provider, outcome));
            }
            for (ProviderRequest.Kind kind : ProviderRequest.Kind.values()) {
                if (provider.isOnline()) {
                    List.of(APPROVED, DECLINED, ACTION_NEEDED, UNKNOWN)
                            .forEach(outcome -> operations(provider, kind, outcome));
                    durations(provider, kind);
                }
            }
        }
    }

    /** What a provider told by itself, by what became of it. */
    void told(PaymentMethod provider, String outcome) {
        events(provider, outcome).increment();
    }

    private Counter events(PaymentMethod provider, String outcome) {
        return Counter.builder("payment_webhooks")
                .description("What providers told by themselves, by what became of it")
                .tag("provider", provider.name())
                .tag("outcome", outcome)
                .register(metrics);
    }

    void answered(PaymentOperation operation, ProviderAnswer answer) {
        String outcome = switch (answer) {
            case ProviderAnswer.Approved ignored -> APPROVED;
            case ProviderAnswer.Declined ignored -> DECLINED;
            case ProviderAnswer.ActionNeeded ignored -> ACTION_NEEDED;
            case ProviderAnswer.Unknown ignored -> UNKNOWN;
        };
        operations(operation.provider(), operation.kind(), outcome).increment();
    }

    void took(PaymentOperation operation, Duration time) {
        durations(operation.provider(), operation.kind()).record(time);
    }

    private Counter operations(PaymentMethod provider, ProviderRequest.Kind kind, String outcome) {
        return Counter.builder("payment_operations")
                .description("What providers were asked, by what they answered")
                .tag("provider", provider.name())
                .tag("kind", kind.name())
                .tag("outcome", outcome)
                .register(metrics);
    }

    private Timer durations(PaymentMethod provider, ProviderRequest.Kind kind) {
        return Timer.builder("payment_provider_duration")
                .description("How long providers took to answer")
                .tag("provider", provider.name())
                .tag("kind", kind.name())
                .register(metrics);
    }
}
