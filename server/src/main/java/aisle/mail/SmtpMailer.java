package aisle.mail;

import aisle.platform.config.AisleConfig;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jboss.logging.Logger;

/** Sends through a mail server (RFC 5321), by default only over TLS. */
final class SmtpMailer implements Mailer {
    private static final Logger LOG = Logger.getLogger(SmtpMailer.class);
    private static final int FIRST_PERMANENT = 500;

    private final SmtpServer server;
    private final MimeMails messages;

    SmtpMailer(AisleConfig.Smtp settings, MimeMails messages) {
        this.server = new SmtpServer(
                settings.host().orElseThrow(),
                settings.port(),
                settings.user().orElse(null),
                settings.password().orElse(null),
                settings.security());
        this.messages = messages;
    }

    @Override
    public void send(OutgoingMail mail) {
        try {
            Session session = server.session();
            Transport transport = session.getTransport();
            MimeMessage message = messages.message(session, mail);
            Address[] recipients = message.getAllRecipients();
            try {
                server.connect(transport);
                transport.sendMessage(message, recipients);
            } finally {
                close(transport);
            }
        } catch (AddressException e) {
            throw MailFailure.permanent("the address cannot be used");
        } catch (MessagingException e) {
            throw failure(e);
        }
    }

    /** A server that has taken a mail has taken it, however it parts: to fail now would send it twice. */
    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("The mail server parted without a word.", e);
        }
    }

    /**
     * Whether the server refused the recipient or the mail for good. A sign-in that it refuses is a setting that somebody
     * will mend, so that is worth another attempt.
     */
    private static MailFailure failure(MessagingException error) {
        for (Exception one = error; one != null; one = next(one)) {
            int code = code(one);
            if (code >= FIRST_PERMANENT) {
                return MailFailure.permanent("SMTP " + code);
            }
            if (code > 0) {
                return MailFailure.temporary("SMTP " + code);
            }
        }
        return MailFailure.temporary("the mail server cannot be used", error);
    }

    private static int code(Exception error) {
        return switch (error) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException sending when sending.getNextException() == null -> sending.getReturnCode();
            default -> 0;
        };
    }

    @SuppressWarnings("NullAway") // the chain ends with null
    private static Exception next(Exception error) {
        return error instanceof SendFailedException failed ? failed.getNextException() : null;
    }
}
