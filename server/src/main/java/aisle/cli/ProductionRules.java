package aisle.cli;

import aisle.platform.config.Quotas;
import aisle.platform.config.Variable;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What production refuses, though it is a usable value. Elsewhere all of it is allowed. */
final class ProductionRules {
    private static final int CHEAPEST_HASH = 10;

    /** A random value of 32 bytes has about 30 different ones. */
    private static final int FEWEST_DIFFERENT = 8;

    /** How people write values that are to be replaced. Long enough never to occur in a random text. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("change.?me|replace.?me|(your|super|my|dev).{0,7}secret|secret.?key|example|placeholder");

    private ProductionRules() {}

    /** Notes everything that is unsafe among the settings of a server. */
    static void check(Environment environment) {
        for (Variable variable : Variable.values()) {
            String value = environment.given(variable);
            if (variable.isSecret() && value != null && isPlaceholder(value)) {
                environment.problem(variable + " still has a value from an example, which production refuses.");
            }
        }
        if (environment.text(Variable.JWT_SECRET_KEY).chars().distinct().count() < FEWEST_DIFFERENT) {
            notePredictable(environment, Variable.JWT_SECRET_KEY);
        }
        byte[] key = Base64.getDecoder().decode(environment.text(Variable.PII_KEY));
        if (IntStream.range(0, key.length).map(i -> key[i]).distinct().count() < FEWEST_DIFFERENT) {
            notePredictable(environment, Variable.PII_KEY);
        }
        if (Quotas.isOff(environment.text(Variable.RATE_LIMIT_DEFAULTS))) {
            environment.problem("RATE_LIMIT_DEFAULTS is off, which production refuses; write a high limit instead.");
        }
        if (environment.flag(Variable.DEBUG)) {
            environment.problem("DEBUG is true, which production refuses; LOG_LEVEL=DEBUG says more without it.");
        }
        if (environment.isSet(Variable.AISLE_FAULT_POINT)) {
            environment.problem("AISLE_FAULT_POINT is set, which production refuses: the server would die there.");
        }
        if (environment.number(Variable.PASSWORD_HASH_COST) < CHEAPEST_HASH) {
            environment.problem("PASSWORD_HASH_COST is below " + CHEAPEST_HASH
                    + ", which production refuses: a stolen hash could be guessed.");
        }
        if (environment.text(Variable.CORS_ALLOWED_ORIGINS).contains("*")) {
            environment.problem("CORS_ALLOWED_ORIGINS has *, which production refuses; name the origins.");
        }
        if (environment.isSet(Variable.AISLE_DEMO_PASSWORD)) {
            environment.problem("AISLE_DEMO_PASSWORD is set, but production has no demo users; remove it.");
        }
    }

    private static boolean isPlaceholder(String value) {
        String withoutHost = value.contains("://") ? value.replaceFirst("@[^@]*$", "") : value;
        return PLACEHOLDER.matcher(withoutHost.toLowerCase(Locale.ROOT)).find();
    }

    /** One that is not set has been named already. */
    private static void notePredictable(Environment environment, Variable variable) {
        if (environment.given(variable) != null) {
            environment.problem(variable + " can be guessed, which production refuses: it must be random.");
        }
    }
}
