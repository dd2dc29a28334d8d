package aisle.platform.observability;

import aisle.platform.config.AisleConfig;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Traces for a collector that speaks OTLP over HTTP: a span for each request, and below it one for each statement, named for
 * the method that sends it. Without {@code OTEL_EXPORTER_OTLP_ENDPOINT} nothing of it is made. Spans wait in a bounded queue
 * for a thread of their own; when the collector is slow or away they are dropped, and no request waits.
 */
@Singleton
public class Tracing {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final long LAST_SPANS_WAIT_SECONDS = 2;
    private static final String PATH = "/v1/traces";

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("aisle.request_id");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;

    Tracing(AisleConfig config) {
        this.provider = config.tracing().endpoint().isEmpty() ? null : provider(config);
        this.tracer = provider == null ? null : provider.get("aisle", config.version());
    }

    private static SdkTracerProvider provider(AisleConfig config) {
        AisleConfig.Tracing settings = config.tracing();
        OtlpHttpSpanExporterBuilder exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(settings.endpoint().orElseThrow() + PATH);
        settings.headers().ifPresent(headers -> {
            for (String header : headers) {
                int equals = header.indexOf('=');
                exporter.addHeader(
                        header.substring(0, equals).strip(),
                        header.substring(equals + 1).strip());
            }
        });
        Attributes resource = Attributes.builder()
                .put("service.name", settings.serviceName())
                .put("service.version", config.version())
                .put("deployment.environment.name", config.environment().label())
                .build();
        return SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(resource)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.share())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build())
                        .setScheduleDelay(PAUSE)
                        .build())
                .build();
    }

    void stop(@Observes ShutdownEvent event) {
        if (provider != null) {
            provider.shutdown().join(LAST_SPANS_WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /**
     * Begins the span of a request; null when nobody collects spans.
     *
     * @param parent the caller's span, null when it named none
     */
    public @Nullable Span beginRequest(@Nullable SpanContext parent, String requestId) {
        if (tracer == null) {
            return null;
        }
        SpanBuilder span = tracer.spanBuilder("request")
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(REQUEST_ID, requestId)
                .setParent(parent == null ? Context.root() : Context.root().with(Span.wrap(parent)));
        return span.startSpan();
    }

    /** Ends the span of a request, whose name is known now; the path itself may name people and is not told. */
    public void endRequest(Span span, String method, String route, int status) {
        span.updateName(method + " " + route)
                .setAttribute(METHOD, method)
                .setAttribute(ROUTE, route)
                .setAttribute(STATUS, (long) status);
        if (status >= 500) {
            span.setStatus(StatusCode.ERROR).setAttribute(ERROR, Integer.toString(status));
        }
        span.end();
    }

    /**
     * Notes a statement that has ended. Its text is not told, since the name finds it, and its values never are.
     *
     * @param failure SQLSTATE, null when it succeeded
     */
    public void statement(Span request, String name, Instant begun, Instant ended, @Nullable String failure) {
        if (tracer == null) {
            return;
        }
        Span span = tracer.spanBuilder(name)
                .setSpanKind(SpanKind.CLIENT)
                .setParent(Context.root().with(request))
                .setStartTimestamp(begun)
                .setAttribute(SYSTEM, "postgresql")
                .startSpan();
        if (failure != null) {
            span.setStatus(StatusCode.ERROR).setAttribute(ERROR, failure);
        }
        span.end(ended);
    }
}
