package aisle.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.config.StartupProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailTemplatesTest {
    @TempDir
    Path folder;

    private static MailDao.Opened mail(MailKind kind, Map<String, String> values) {
        MailDao.Content content = new MailDao.Content("ann@example.org", values);
        return new MailDao.Opened(UUID.randomUUID(), kind, content);
    }

    @ParameterizedTest
    @EnumSource(MailKind.class)
    void everyMailHasWordsThatShowEachValue(MailKind kind) {
        Map<String, String> values =
                kind.shown().stream().collect(Collectors.toMap(Function.identity(), name -> "<" + name + ">"));

        OutgoingMail mail = new MailTemplates("Käse & Co", Optional.empty()).render(mail(kind, values));

        assertTrue(mail.subject().contains("Käse & Co"));
        assertTrue(mail.html().contains("Käse &amp; Co"));
        assertEquals(-1, (mail.subject() + mail.text() + mail.html()).indexOf("{{"));
        kind.shown().stream().filter(name -> !name.equals("token")).forEach(name -> {
            assertTrue(mail.text().contains("<" + name + ">"), name);
            assertTrue(mail.html().contains("&lt;" + name + "&gt;"), name);
        });
    }

    @Test
    void aFileInTheFolderTakesThePlaceOfTheBuiltInOne() throws IOException {
        Files.writeString(
                folder.resolve("registration-code.txt"), "Subject: {{ code }} it is\r\n\r\nHi, {{code}}!\r\n");

        OutgoingMail mail = new MailTemplates("Shop", Optional.of(folder))
                .render(mail(MailKind.REGISTRATION_CODE, Map.of("code", "123456", "minutes", "10")));

        assertEquals("123456 it is", mail.subject());
        assertEquals("Hi, 123456!\n", mail.text());
        assertTrue(mail.html().contains("complete your registration"));
    }

    @Test
    void aTemplateThatShowsWhatItsMailHasNotIsRefused() throws IOException {
        Files.writeString(folder.resolve("password-reset.html"), "<p>{{code}}</p>");

        StartupProblem problem =
                assertThrows(StartupProblem.class, () -> new MailTemplates("Shop", Optional.of(folder)));

        assertEquals(
                "The mail template password-reset.html shows {{code}}, but this mail has only link, minutes, token and"
                        + " shop.",
                problem.getMessage());
    }

    @Test
    void aTextWithoutASubjectIsRefused() throws IOException {
        Files.writeString(folder.resolve("email-changed.txt"), "Hello\n");

        assertThrows(StartupProblem.class, () -> new MailTemplates("Shop", Optional.of(folder)));
    }
}
