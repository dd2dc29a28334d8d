package aisle.catalog.files;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.safety.Safelist;

/** Descriptions of other shops, which are HTML: what merely structures a text stays, and nothing that a browser would run. */
final class Html {
    private static final Safelist STRUCTURE =
            Safelist.basic().addTags("h1", "h2", "h3", "h4", "h5", "h6", "table", "tbody", "thead", "tr", "th", "td");
    private static final OutputSettings AS_IT_WAS = new OutputSettings().prettyPrint(false);

    private Html() {}

    static String sanitised(String body) {
        return body.indexOf('<') < 0 && body.indexOf('&') < 0 ? body : Jsoup.clean(body, "", STRUCTURE, AS_IT_WAS);
    }
}
