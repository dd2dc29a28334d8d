package aisle.cli;

import aisle.platform.config.AppEnvironment;
import aisle.platform.config.Variable;
import java.net.URI;
import java.util.List;

/** What the settings of mail must say together. */
final class MailRules {
    private MailRules() {}

    /** Notes what is missing or contradicts itself among the settings of a server. */
    static void check(Environment environment, AppEnvironment where) {
        boolean brevo = environment.isSet(Variable.BREVO_API_KEY);
        boolean smtp = environment.isSet(Variable.SMTP_HOST);
        if (brevo && smtp) {
            environment.problem("BREVO_API_KEY and SMTP_HOST are both set: keep the one that is to send mail.");
        }
        if (brevo && !environment.isSet(Variable.BREVO_SENDER_EMAIL)) {
            environment.problem("BREVO_SENDER_EMAIL is not set: Brevo needs a sender.");
        }
        if (environment.isSet(Variable.SMTP_USER) != environment.isSet(Variable.SMTP_PASSWORD)) {
            environment.problem("SMTP_USER and SMTP_PASSWORD go together: set both, or none.");
        }
        boolean canSend = brevo || smtp;
        if (environment.flag(Variable.ENABLE_REGISTRATION_OTP) && !canSend && where != AppEnvironment.DEVELOPMENT) {
            environment.problem(
                    "ENABLE_REGISTRATION_OTP is on, but no mail can be sent: set SMTP_HOST or BREVO_API_KEY.");
        }
        if (where == AppEnvironment.PRODUCTION && canSend) {
            checkProduction(environment, smtp);
        }
    }

    private static void checkProduction(Environment environment, boolean smtp) {
        if (smtp && !environment.isSet(Variable.MAIL_FROM)) {
            environment.problem("MAIL_FROM is not set: mail needs a sender.");
        }
        if (environment.isSet(Variable.SMTP_PASSWORD)
                && environment.text(Variable.SMTP_SECURITY).equals("none")) {
            environment.problem("SMTP_SECURITY is none, but SMTP_PASSWORD must not be sent in the clear.");
        }
        for (Variable variable : List.of(Variable.PASSWORD_RESET_URL, Variable.EMAIL_CHANGE_URL)) {
            if ("localhost".equals(URI.create(environment.text(variable)).getHost())) {
                environment.problem(
                        variable + " leads to localhost, where no customer gets: set the page of your shop.");
            }
        }
    }
}
