package aisle.mail;

import aisle.platform.config.AisleConfig;
import aisle.platform.config.AppEnvironment;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** Chooses how mail is sent: by Brevo, by a mail server, or in development into a folder. */
@Singleton
class MailerChoice {
    private static final Logger LOG = Logger.getLogger(MailerChoice.class);

    @Produces
    @Singleton
    Mailer mailer(AisleConfig config, Json json, Time time) {
        AisleConfig.Mail settings = config.mail();
        if (settings.brevo().apiKey().isPresent()) {
            return new BrevoMailer(settings.brevo(), settings.shopName(), json);
        }
        MimeMails messages = new MimeMails(settings.from(), time);
        if (settings.smtp().host().isPresent()) {
            return new SmtpMailer(settings.smtp(), messages);
        }
        if (config.environment() == AppEnvironment.DEVELOPMENT) {
            return new FolderMailer(Path.of(config.dataDir(), "mail"), messages);
        }
        LOG.warn("mail_not_configured: no mail leaves this server; set SMTP_HOST or BREVO_API_KEY.");
        return mail -> {
            throw MailFailure.temporary("neither SMTP_HOST nor BREVO_API_KEY is set");
        };
    }
}
