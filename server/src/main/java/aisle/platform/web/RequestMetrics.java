package aisle.platform.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code http_requests_total} and {@code http_request_duration_seconds}. Every label has a bounded set of values, because
 * each combination is a time series for ever: templates instead of paths, and one name for methods that HTTP does not know.
 */
@Singleton
class RequestMetrics {
    private static final String OTHER_METHOD = "other";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /** Bucket bounds around the objectives that alerts are written for. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final Map<Answered, Counter> answered = new ConcurrentHashMap<>();
    private final Map<Operation, Timer> durations = new ConcurrentHashMap<>();

    RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Operation(String method, String route) {}

    private record Answered(Operation operation, int status) {}

    void record(HttpMethod method, String route, int status, long nanos) {
        Operation operation = new Operation(METHODS.contains(method.name()) ? method.name() : OTHER_METHOD, route);
        answered.computeIfAbsent(new Answered(operation, status), this::counter).increment();
        durations.computeIfAbsent(operation, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Counter counter(Answered key) {
        return Counter.builder("http_requests")
                .description("Requests answered")
                .tag("method", key.operation().method())
                .tag("route", key.operation().route())
                .tag("status", String.valueOf(key.status()))
                .register(registry);
    }

    private Timer timer(Operation key) {
        return Timer.builder("http_request_duration")
                .description("Time from the request's first byte to the end of its answer")
                .tag("method", key.method())
                .tag("route", key.route())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
