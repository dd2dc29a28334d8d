package aisle.accounts.signin;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** Counts who comes and goes, once it is certain. */
@Startup // what it counts is shown from the start
@Singleton
class SignInMetrics {
    final Counter signedIn;
    final Counter refused;
    final Counter renewed;
    final Counter repeated;
    final Counter reused;
    final Counter signedOut;

    SignInMetrics(MeterRegistry metrics) {
        signedIn = signIns(metrics, "succeeded");
        refused = signIns(metrics, "refused");
        renewed = refreshes(metrics, "renewed");
        repeated = refreshes(metrics, "repeated");
        reused = refreshes(metrics, "reused");
        signedOut = Counter.builder("sign_outs")
                .description("Sessions ended by who had them")
                .register(metrics);
    }

    private static Counter signIns(MeterRegistry metrics, String outcome) {
        return Counter.builder("sign_ins")
                .description("Sign-ins by password, registrations too, by how they ended")
                .tag("outcome", outcome)
                .register(metrics);
    }

    private static Counter refreshes(MeterRegistry metrics, String outcome) {
        return Counter.builder("token_refreshes")
                .description("Known refresh tokens brought, by what became of them")
                .tag("outcome", outcome)
                .register(metrics);
    }
}
