import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends a product file to a server and, until it is imported, asks the catalog as one shopper who never pauses. Prints how
 * long the import took, and of each kind of question how many there were, the median, the 99th percentile and the longest
 * answer in milliseconds.
 *
 * <pre>java benchmarks/imports/ImportAndRead.java http://127.0.0.1:8080 admin@example.com password products.csv.gz</pre>
 */
final class ImportAndRead {
    private static final String BOUNDARY = "----the-file-of-products";
    private static final Pattern PRODUCT = Pattern.compile("\"data\":\\[\\{\"id\":\"([^\"]+)\"");
    private static final String[] WORDS = {"milk", "green tea", "choclate", "soap", "coconut oil", "lamp", "brea", "cola"};

    private final HttpClient client = HttpClient.newHttpClient();
    private final String api;
    private final Map<String, List<Long>> times = new LinkedHashMap<>();
    private int asked;

    private ImportAndRead(String server) {
        api = server + "/api/v1/";
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new ImportAndRead(arguments[0]).run(arguments[1], arguments[2], Path.of(arguments[3]));
    }

    private void run(String email, String password, Path file) throws IOException, InterruptedException {
        String signedIn = send(HttpRequest.newBuilder(URI.create(api + "auth/login"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"email\": \"" + email + "\", \"password\": \"" + password + "\"}")));
        String token = "Bearer " + member(signedIn, "access_token");
        long begin = System.nanoTime();
        String job = member(send(HttpRequest.newBuilder(URI.create(api + "imports/products"))
                .header("Authorization", token)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(upload(file))), "id");
        System.out.printf(Locale.ROOT, "Sent in %.1f s%n", seconds(begin));
        String state = "";
        while (!state.contains("\"finished_at\":\"")) {
            long until = System.nanoTime() + 500_000_000L;
            while (System.nanoTime() < until) {
                ask();
            }
            state = send(HttpRequest.newBuilder(URI.create(api + "imports/" + job)).header("Authorization", token));
        }
        System.out.printf(
                Locale.ROOT,
                "%s after %.1f s: %s rows, %s created, %s failed%n",
                member(state, "status"),
                seconds(begin),
                number(state, "processed"),
                number(state, "created"),
                number(state, "failed"));
        System.out.println("| Question, ms | asked | median | p99 | longest |\n|---|---|---|---|---|");
        times.forEach((question, all) -> {
            Collections.sort(all);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %.1f | %.1f | %.1f |%n",
                    question,
                    all.size(),
                    all.get(all.size() / 2) / 1e6,
                    all.get((int) (all.size() * 0.99)) / 1e6,
                    all.getLast() / 1e6);
        });
    }

    /** The next question; whatever is no 200 ends the measurement. */
    private void ask() throws IOException, InterruptedException {
        String word = URLEncoder.encode(WORDS[asked++ % WORDS.length], StandardCharsets.UTF_8);
        Matcher product = PRODUCT.matcher(timed("list", "catalog/products?limit=20"));
        timed("search", "catalog/products?q=" + word);
        timed("autocomplete", "catalog/autocomplete?q=" + word);
        if (product.find()) {
            timed("detail", "catalog/products/" + product.group(1));
        }
    }

    private String timed(String question, String path) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String answer = send(HttpRequest.newBuilder(URI.create(api + path)));
        times.computeIfAbsent(question, name -> new ArrayList<>()).add(System.nanoTime() - begin);
        return answer;
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static HttpRequest.BodyPublisher upload(Path file) throws IOException {
        String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + file.getFileName() + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        return BodyPublishers.fromPublisher(
                BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofFile(file),
                        BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n")),
                head.length() + Files.size(file) + BOUNDARY.length() + 8);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static String member(String json, String name) {
        return found(json, "\"" + name + "\":\"([^\"]*)\"");
    }

    private static String number(String json, String name) {
        return found(json, "\"" + name + "\":(\\d+)");
    }

    private static String found(String json, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + json);
        }
        return matcher.group(1);
    }
}
