package aisle.platform.web.docs;

import aisle.kernel.ErrorCode;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of error codes, with an anchor per code: {@code /docs/errors#STORE_NOT_FOUND}. */
final class ErrorsPage {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Error codes of the Aisle API</title>
              <link rel="icon" href="data:,">
              <link rel="stylesheet" href="/docs-assets/errors.css">
            </head>
            <body>
            <main>
            <h1>Error codes</h1>
            """;

    private static final String EVERY = "any operation";

    private ErrorsPage() {}

    static String of(ErrorCatalog catalog) {
        String contents = catalog.sections().stream()
                .map(section -> "<a href=\"#%s\">%s</a>".formatted(anchor(section.title()), html(section.title())))
                .collect(Collectors.joining("\n", "<nav>\n", "\n</nav>\n"));
        return HEAD
                + "<p>" + html(catalog.introduction()) + "</p>\n"
                + contents
                + catalog.sections().stream().map(ErrorsPage::section).collect(Collectors.joining())
                + "</main>\n</body>\n</html>\n";
    }

    private static String section(ErrorCatalog.Section section) {
        return "<h2 id=\"%s\">%s</h2>\n".formatted(anchor(section.title()), html(section.title()))
                + section.entries().stream().map(ErrorsPage::entry).collect(Collectors.joining());
    }

    private static String entry(ErrorCatalog.Entry entry) {
        ErrorCode code = entry.code();
        return """
                <section id="%1$s">
                <h3><a href="#%1$s">%1$s</a> <small>%2$d</small></h3>
                <p>%3$s</p>
                <p>What to do: %4$s</p>
                <p class="by">Answered by %5$s</p>
                </section>
                """.formatted(code, code.status(), html(entry.meaning()), html(entry.remedy()), operations(entry));
    }

    /** Each operation leads to its description. */
    private static String operations(ErrorCatalog.Entry entry) {
        if (!entry.answeredBy().contains("`")) {
            return entry.answeredBy().isEmpty() ? EVERY : html(entry.answeredBy());
        }
        return Stream.of(entry.answeredBy().split(", ", -1))
                .map(name -> name.replace("`", ""))
                .map(name -> "<a href=\"/redoc#operation/%1$s\">%1$s</a>".formatted(html(name)))
                .collect(Collectors.joining(", "));
    }

    private static String anchor(String title) {
        return html(title.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]+", "-"));
    }

    /** Text with code in backticks. */
    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("`([^`]+)`", "<code>$1</code>");
    }
}
