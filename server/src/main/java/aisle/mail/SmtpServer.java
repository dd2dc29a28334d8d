package aisle.mail;

import aisle.platform.config.AisleConfig;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A mail server and how to get in.
 *
 * @param user null when nobody signs in there
 */
public record SmtpServer(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        AisleConfig.Smtp.Security security) {
    private static final String CONNECT_MILLIS = "10000";
    private static final String ANSWER_MILLIS = "30000";

    /** Leaves the password out, so that no log line shows it by accident. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    /**
     * Connects, with TLS and sign-in as for a mail, and hangs up.
     *
     * @throws MessagingException that says why no mail would leave
     */
    public void tryOut() throws MessagingException {
        try (Transport transport = session().getTransport()) {
            connect(transport);
        }
    }

    void connect(Transport transport) throws MessagingException {
        transport.connect(host, port, user, password);
    }

    Session session() {
        boolean startTls = security == AisleConfig.Smtp.Security.STARTTLS;
        String protocol = security == AisleConfig.Smtp.Security.TLS ? "smtps" : "smtp";
        String prefix = "mail." + protocol + ".";
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", protocol);
        properties.setProperty(prefix + "connectiontimeout", CONNECT_MILLIS);
        properties.setProperty(prefix + "timeout", ANSWER_MILLIS);
        properties.setProperty(prefix + "writetimeout", ANSWER_MILLIS);
        properties.setProperty(prefix + "auth", Boolean.toString(user != null));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "starttls.enable", Boolean.toString(startTls));
        properties.setProperty(prefix + "starttls.required", Boolean.toString(startTls));
        return Session.getInstance(properties);
    }
}
