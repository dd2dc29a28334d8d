package aisle.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import org.jboss.logging.Logger;

/** For development: writes each mail as a file that mail programs open, and what it says into the log. */
final class FolderMailer implements Mailer {
    private static final Logger LOG = Logger.getLogger(FolderMailer.class);

    private final Path folder;
    private final MimeMails messages;
    private final Session session = Session.getInstance(new Properties());

    FolderMailer(Path folder, MimeMails messages) {
        this.folder = folder;
        this.messages = messages;
    }

    @Override
    public void send(OutgoingMail mail) {
        Path file = folder.resolve(mail.id() + ".eml");
        Path unfinished = folder.resolve(mail.id() + ".eml.part");
        try {
            Files.createDirectories(folder);
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                messages.message(session, mail).writeTo(out);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AddressException e) {
            throw MailFailure.permanent("the address cannot be used");
        } catch (MessagingException | IOException e) {
            throw MailFailure.temporary("the file cannot be written", e);
        }
        LOG.infof("mail_written file=%s kind=%s to=%s\n%s", file, mail.kind(), masked(mail.to()), mail.text());
    }

    /** {@code ann@example.com} as {@code a***@example.com}. */
    static String masked(String address) {
        int at = address.lastIndexOf('@');
        return at < 1 ? "***" : address.charAt(0) + "***" + address.substring(at);
    }
}
