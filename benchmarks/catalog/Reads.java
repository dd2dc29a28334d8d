import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One shopper who never pauses: asks a server for the pages of a catalog, one after the other, each time for something
 * else, and prints how long each kind of page took: name, median and 99th percentile in milliseconds, separated by tabs.
 *
 * <pre>java benchmarks/catalog/Reads.java http://127.0.0.1:8080 [requests per kind] [seconds of warming up]</pre>
 */
final class Reads {
    private static final int DEEP_PAGES = 60;
    private static final String[] WORDS = {
        "milk", "organic", "coconut", "butter", "lemon", "tea", "soap", "almond cream", "dark chocolate", "green tea",
        "smoked salmon", "frozen berries", "coconut oil", "mikl", "choclate", "coffe", "strawbery", "organic milk 1 l",
        "rye bre", "lamp", "oak", "shampo", "velvet blanket", "tomatos", "amber", "candles", "jasmine rice", "baked be"
    };

    private final HttpClient client = HttpClient.newHttpClient();
    private final SplittableRandom random = new SplittableRandom(2026);
    private final String catalog;
    private final List<String> products = new ArrayList<>();
    private final List<String> categories = new ArrayList<>();
    private final List<String> stores = new ArrayList<>();
    private final List<String> brands = new ArrayList<>();
    private final List<String> cursors = new ArrayList<>();

    private Reads(String server) {
        catalog = server + "/api/v1/catalog";
    }

    public static void main(String[] arguments) {
        int requests = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000;
        int warmUp = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 30;
        new Reads(arguments[0]).run(requests, warmUp);
    }

    private void run(int requests, int warmUp) {
        lookAround();
        Map<String, Supplier<String>> kinds = new LinkedHashMap<>();
        kinds.put("list", () -> "/products?limit=20");
        kinds.put("list of a store by price", () -> "/products?sort=" + one("price", "-price") + "&store_id=" + any(stores));
        kinds.put("category list", () -> "/categories/" + any(categories) + "/products");
        kinds.put("deep cursor page", () -> "/products?sort=name&cursor=" + any(cursors));
        kinds.put("detail", () -> "/products/" + any(products));
        kinds.put("search", () -> "/products?q=" + encoded(query()));
        kinds.put("search with facets", () -> "/products?facets=true&q=" + encoded(query()));
        kinds.put("autocomplete", () -> "/autocomplete?q=" + encoded(beginning()));
        for (Map.Entry<String, Supplier<String>> kind : kinds.entrySet()) {
            long until = System.nanoTime() + warmUp * 1_000_000_000L;
            while (System.nanoTime() < until) {
                get(kind.getValue().get());
            }
            long[] times = new long[requests];
            for (int i = 0; i < requests; i++) {
                String path = kind.getValue().get();
                long begin = System.nanoTime();
                get(path);
                times[i] = System.nanoTime() - begin;
            }
            Arrays.sort(times);
            System.out.printf(
                    Locale.ROOT,
                    "%s\t%.1f\t%.1f%n",
                    kind.getKey(),
                    times[requests / 2] / 1e6,
                    times[requests * 99 / 100] / 1e6);
        }
    }

    /** Finds out what there is to ask for. */
    private void lookAround() {
        stores.addAll(all("\"id\":\"([^\"]+)\",\"name\"", get("/../stores?limit=100")));
        categories.addAll(all("\"id\":\"([^\"]+)\",\"name\"", get("/categories")));
        String cursor = "";
        for (int page = 0; page < DEEP_PAGES; page++) {
            String body = get("/products?sort=name&limit=100&count=none" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            products.addAll(all("\\{\"id\":\"([^\"]+)\",\"sku\"", body));
            brands.addAll(all("\"brand\":\"([^\"&\\\\]+)\"", body));
            cursor = all("\"next_cursor\":\"([^\"]+)\"", body).getFirst();
            if (page > DEEP_PAGES / 2) {
                cursors.add(cursor);
            }
        }
        for (int i = 0; i < 40; i++) {
            products.addAll(all("\\{\"id\":\"([^\"]+)\",\"sku\"", get("/categories/" + any(categories) + "/products?limit=100")));
        }
    }

    private String query() {
        return random.nextInt(4) == 0 ? any(brands) : one(WORDS);
    }

    private String beginning() {
        String text = query();
        return text.substring(0, Math.min(text.length(), 1 + random.nextInt(8)));
    }

    private String get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(catalog + path).normalize()).build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + " answers " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> all(String pattern, String body) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(body);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private String one(String... values) {
        return values[random.nextInt(values.length)];
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
