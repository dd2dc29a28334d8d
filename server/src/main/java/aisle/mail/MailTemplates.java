package aisle.mail;

import aisle.platform.config.AisleConfig;
import aisle.platform.config.StartupProblem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of each mail: {@code <kind>.txt}, whose first line is {@code Subject: …}, and {@code <kind>.html}. A file of the
 * same name in MAIL_TEMPLATES_DIR takes the place of the built-in one. <code>{{name}}</code> stands for a value. Everything
 * is read, and checked, when the server starts.
 */
@Singleton
class MailTemplates {
    private static final String SUBJECT = "Subject: ";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([a-z_]+)\\s*}}");
    private static final String SHOP = "shop";

    private record Template(String subject, String text, String html) {}

    private final Map<MailKind, Template> templates = new EnumMap<>(MailKind.class);
    private final String shop;

    @Inject
    MailTemplates(AisleConfig config) {
        this(config.mail().shopName(), config.mail().templatesDir().map(Path::of));
    }

    MailTemplates(String shop, Optional<Path> folder) {
        this.shop = shop;
        for (MailKind kind : MailKind.values()) {
            templates.put(kind, load(kind, folder.orElse(null)));
        }
    }

    OutgoingMail render(MailDao.Opened mail) {
        Template template = template(mail.kind());
        Map<String, String> values = mail.content().values();
        return new OutgoingMail(
                mail.id(),
                mail.kind(),
                mail.content().to(),
                values,
                filled(template.subject(), values, UnaryOperator.identity()),
                filled(template.text(), values, UnaryOperator.identity()),
                filled(template.html(), values, MailTemplates::escaped));
    }

    private Template template(MailKind kind) {
        Template template = templates.get(kind);
        if (template == null) {
            throw new IllegalStateException("no template for " + kind);
        }
        return template;
    }

    private String filled(String text, Map<String, String> values, UnaryOperator<String> escape) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(escape.apply(value(found, values))));
    }

    private String value(MatchResult found, Map<String, String> values) {
        String name = found.group(1);
        return name.equals(SHOP) ? shop : String.valueOf(values.get(name));
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static Template load(MailKind kind, @Nullable Path folder) {
        String textName = kind.label() + ".txt";
        String htmlName = kind.label() + ".html";
        String text = checked(kind, textName, read(textName, folder));
        String html = checked(kind, htmlName, read(htmlName, folder));
        int end = text.indexOf('\n');
        if (!text.startsWith(SUBJECT) || end < 0) {
            throw problem(textName + " must begin with a line \"" + SUBJECT + "…\"");
        }
        return new Template(
                text.substring(SUBJECT.length(), end).strip(),
                text.substring(end + 1).strip() + "\n",
                html);
    }

    private static String read(String name, @Nullable Path folder) {
        if (folder != null) {
            try {
                return Files.readString(folder.resolve(name)).replace("\r\n", "\n");
            } catch (NoSuchFileException e) {
                // Then the built-in one.
            } catch (IOException e) {
                throw problem(name + " cannot be read: " + e.getMessage());
            }
        }
        try (InputStream in = MailTemplates.class.getResourceAsStream("/mail/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no built-in template " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String checked(MailKind kind, String name, String content) {
        Matcher matcher = PLACEHOLDER.matcher(content);
        while (matcher.find()) {
            String value = matcher.group(1);
            if (!value.equals(SHOP) && !kind.shown().contains(value)) {
                throw problem(name + " shows {{" + value + "}}, but this mail has only "
                        + String.join(", ", kind.shown().stream().sorted().toList()) + " and " + SHOP);
            }
        }
        return content;
    }

    private static StartupProblem problem(String sentence) {
        return new StartupProblem(StartupProblem.Kind.CONFIGURATION, "The mail template " + sentence + ".");
    }
}
