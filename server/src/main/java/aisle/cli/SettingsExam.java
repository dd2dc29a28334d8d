package aisle.cli;

import aisle.doctor.Finding;
import aisle.platform.config.AppEnvironment;
import aisle.platform.config.Variable;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The settings as a doctor reads them: what a start would refuse, and what is allowed but rarely meant. */
final class SettingsExam {
    private static final String AREA = "settings";

    private SettingsExam() {}

    /** @param environment in which what is wrong has been noted already */
    static List<Finding> findings(Environment environment, Settings settings) {
        List<Finding> findings = new ArrayList<>();
        environment.problems().forEach(problem -> findings.add(Finding.wrong(AREA, problem)));
        if (findings.isEmpty()) {
            findings.add(Finding.fine(AREA, "a server would start with them"));
        }
        findings.add(
                settings.environment() == AppEnvironment.PRODUCTION
                        ? Finding.fine(AREA, "APP_ENV is production")
                        : Finding.doubtful(
                                AREA,
                                "APP_ENV is " + settings.environment().label()
                                        + ", which refuses less than production and shows the documentation"));
        doubt(environment, findings, Variable.CORS_ALLOWED_ORIGINS, "no web page of another origin may use the API");
        doubt(
                environment,
                findings,
                Variable.TRUSTED_PROXIES,
                "behind a proxy every customer would count as one address for the limits");
        doubt(
                environment,
                findings,
                Variable.DELIVERY_SOURCE_STORE_ID,
                "deliveries without a store have nobody who brings them, unless the shop's settings name one");
        redis(environment, findings);
        return findings;
    }

    private static void doubt(Environment environment, List<Finding> findings, Variable variable, String consequence) {
        findings.add(
                environment.isSet(variable)
                        ? Finding.fine(AREA, variable + " is set")
                        : Finding.doubtful(AREA, variable + " is not set: " + consequence));
    }

    private static void redis(Environment environment, List<Finding> findings) {
        String url = environment.given(Variable.REDIS_URL);
        if (url == null) {
            return;
        }
        URI address = URI.create(url);
        boolean encrypted = "rediss".equals(address.getScheme());
        boolean here = "localhost".equals(address.getHost()) || "127.0.0.1".equals(address.getHost());
        findings.add(
                encrypted || here
                        ? Finding.fine("tls", "the connection to Redis is encrypted, or stays on this machine")
                        : Finding.doubtful("tls", "the connection to Redis is not encrypted; write rediss://"));
    }
}
