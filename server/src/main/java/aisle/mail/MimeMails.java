package aisle.mail;

import aisle.platform.time.Time;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** Mails in their form for the wire (RFC 5322): plain text and HTML side by side. */
final class MimeMails {
    private final InternetAddress from;
    private final Time time;

    /** @throws IllegalArgumentException when the sender is no address such as {@code Shop <shop@example.com>} */
    MimeMails(String from, Time time) {
        try {
            this.from = new InternetAddress(from, true);
        } catch (MessagingException e) {
            throw new IllegalArgumentException("MAIL_FROM is no address: " + from, e);
        }
        this.time = time;
    }

    MimeMessage message(Session session, OutgoingMail mail) throws MessagingException {
        IdentifiedMessage message = new IdentifiedMessage(session, "<" + mail.id() + "@" + domain() + ">");
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(time.now()));
        // Nobody's out-of-office answer is wanted (RFC 3834).
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.text(), StandardCharsets.UTF_8.name());
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.html(), StandardCharsets.UTF_8.name(), "html");
        message.setContent(new MimeMultipart("alternative", text, html));
        message.saveChanges();
        return message;
    }

    private String domain() {
        String address = from.getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** A message whose id is given and not made up anew at each attempt. */
    private static final class IdentifiedMessage extends MimeMessage {
        private final String id;

        IdentifiedMessage(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
