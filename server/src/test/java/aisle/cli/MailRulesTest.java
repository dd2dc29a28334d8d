package aisle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.config.AppEnvironment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailRulesTest {
    /** Nothing to complain about, in production too. */
    private static final Map<String, String> SMTP = Map.of(
            "SMTP_HOST", "mail.shop.example",
            "SMTP_USER", "shop",
            "SMTP_PASSWORD", "kept by the operator",
            "MAIL_FROM", "Shop <shop@shop.example>",
            "PASSWORD_RESET_URL", "https://shop.example/reset",
            "EMAIL_CHANGE_URL", "https://shop.example/confirm");

    private static final Map<String, String> BREVO = Map.of(
            "BREVO_API_KEY", "kept by the operator",
            "BREVO_SENDER_EMAIL", "shop@shop.example",
            "PASSWORD_RESET_URL", "https://shop.example/reset",
            "EMAIL_CHANGE_URL", "https://shop.example/confirm");

    private static List<String> problems(Map<String, String> variables, AppEnvironment where) {
        Environment environment = new Environment(variables);
        MailRules.check(environment, where);
        return environment.problems();
    }

    private static Map<String, String> with(Map<String, String> base, String name, String value) {
        Map<String, String> changed = new HashMap<>(base);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> without(Map<String, String> base, String name) {
        Map<String, String> changed = new HashMap<>(base);
        changed.remove(name);
        return changed;
    }

    /** One sentence, which begins with the variable that is wrong. */
    private static void assertRefused(String begin, Map<String, String> variables, AppEnvironment where) {
        List<String> problems = problems(variables, where);
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.getFirst().startsWith(begin), problems::toString);
    }

    @ParameterizedTest
    @EnumSource(AppEnvironment.class)
    void aWholeSetOfSettingsIsTaken(AppEnvironment where) {
        assertEquals(List.of(), problems(SMTP, where));
        assertEquals(List.of(), problems(BREVO, where));
        assertEquals(List.of(), problems(with(SMTP, "ENABLE_REGISTRATION_OTP", "true"), where));
    }

    @ParameterizedTest
    @EnumSource(AppEnvironment.class)
    void withoutMailNothingIsAskedFor(AppEnvironment where) {
        assertEquals(List.of(), problems(Map.of(), where));
    }

    @ParameterizedTest
    @EnumSource(AppEnvironment.class)
    void whatContradictsItselfIsRefusedEverywhere(AppEnvironment where) {
        assertRefused("BREVO_API_KEY and SMTP_HOST", with(smtpAnd(BREVO), "SMTP_SECURITY", "tls"), where);
        assertRefused("BREVO_SENDER_EMAIL", without(BREVO, "BREVO_SENDER_EMAIL"), where);
        assertRefused("SMTP_USER and SMTP_PASSWORD", without(SMTP, "SMTP_PASSWORD"), where);
        assertRefused("SMTP_USER and SMTP_PASSWORD", without(SMTP, "SMTP_USER"), where);
    }

    private static Map<String, String> smtpAnd(Map<String, String> other) {
        Map<String, String> both = new HashMap<>(SMTP);
        both.putAll(other);
        return both;
    }

    @Test
    void codesNeedAWayToBeSentOutsideDevelopment() {
        Map<String, String> codes = Map.of("ENABLE_REGISTRATION_OTP", "true");

        assertEquals(List.of(), problems(codes, AppEnvironment.DEVELOPMENT));
        assertRefused("ENABLE_REGISTRATION_OTP", codes, AppEnvironment.STAGING);
        assertRefused("ENABLE_REGISTRATION_OTP", codes, AppEnvironment.PRODUCTION);
    }

    @Test
    void productionSendsNothingHalfDone() {
        Map<String, Map<String, String>> wrong = Map.of(
                "MAIL_FROM", without(SMTP, "MAIL_FROM"),
                "SMTP_SECURITY", with(SMTP, "SMTP_SECURITY", "none"),
                "PASSWORD_RESET_URL", without(SMTP, "PASSWORD_RESET_URL"),
                "EMAIL_CHANGE_URL", with(SMTP, "EMAIL_CHANGE_URL", "http://localhost:3000/confirm"));
        wrong.forEach((variable, settings) -> {
            assertRefused(variable, settings, AppEnvironment.PRODUCTION);
            assertEquals(List.of(), problems(settings, AppEnvironment.STAGING));
        });
        Map<String, String> open = with(without(without(SMTP, "SMTP_USER"), "SMTP_PASSWORD"), "SMTP_SECURITY", "none");
        assertEquals(List.of(), problems(open, AppEnvironment.PRODUCTION));
    }
}
