package aisle.testing;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The mails that the server under test wrote into its folder, as their recipients see them. */
public final class Letters {
    private static final Path FOLDER = Path.of("target/test-data/mail");

    private Letters() {}

    /** A mail that arrived. */
    public record Letter(String id, String from, String to, String subject, String text, String html) {
        /** The first match of a pattern's first group in the text. */
        public String find(String pattern) {
            Matcher matcher = Pattern.compile(pattern).matcher(text);
            if (!matcher.find()) {
                throw new AssertionError("no " + pattern + " in: " + text);
            }
            return matcher.group(1);
        }

        /** The six digits of a code. */
        public String code() {
            return find("(?m)^\\s*(\\d{6})\\s*$");
        }

        /** The token of a link. */
        public String token() {
            return find("token=([A-Za-z0-9_-]+)");
        }
    }

    /** Everything to an address, the oldest first. */
    public static List<Letter> to(String address) {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Letter> letters = new ArrayList<>();
            for (Path file : files.filter(one -> one.toString().endsWith(".eml"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    Letter letter = read(new MimeMessage(Session.getInstance(new Properties()), in));
                    if (letter.to().equals(address)) {
                        letters.add(letter);
                    }
                }
            }
            return letters;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the n-th mail to an address, counted from one. */
    public static Letter await(String address, int number) {
        AtomicReference<List<Letter>> found = new AtomicReference<>(List.of());
        Waiting.until("mail " + number + " to " + address, () -> {
            found.set(to(address));
            return found.get().size() >= number;
        });
        return found.get().get(number - 1);
    }

    /** Reads a message whose parts are text and HTML. */
    public static Letter read(MimeMessage message) {
        try {
            Multipart parts = (Multipart) message.getContent();
            return new Letter(
                    message.getMessageID(),
                    message.getFrom()[0].toString(),
                    message.getAllRecipients()[0].toString(),
                    message.getSubject(),
                    part(parts.getBodyPart(0), "text/plain"),
                    part(parts.getBodyPart(1), "text/html"));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String part(BodyPart part, String type) throws MessagingException, IOException {
        if (!part.isMimeType(type)) {
            throw new AssertionError(part.getContentType() + " is not " + type);
        }
        return (String) part.getContent();
    }
}
