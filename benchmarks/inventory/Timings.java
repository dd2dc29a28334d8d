import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long looks at stock take in a database that {@code fill.sql} filled: one caller, one after the other, each question
 * 20 times to warm up and 50 times for the figures.
 *
 * <pre>java benchmarks/inventory/Timings.java http://localhost:8080 admin@example.com password</pre>
 */
final class Timings {
    private static final int WARM_UP = 20;
    private static final int MEASURED = 50;
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    private Timings() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        String root = arguments[0];
        HttpResponse<String> signedIn = client.send(
                HttpRequest.newBuilder(URI.create(root + "/api/v1/auth/login"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"email\": \"" + arguments[1] + "\", \"password\": \"" + arguments[2] + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        Matcher token = TOKEN.matcher(signedIn.body());
        if (!token.find()) {
            throw new IllegalStateException("cannot sign in: " + signedIn.body());
        }
        String store = "store_id=" + id("bench-store3");
        String product = "product_id=" + id("bench-product77");
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put("health of all stores", "inventory/health");
        questions.put("health of one store", "inventory/health?" + store);
        questions.put("health of one store, LOW", "inventory/health?level=LOW&" + store);
        questions.put("reorder proposals of one store", "inventory/reorder-proposals?" + store);
        questions.put("stock of all stores", "inventory?limit=100");
        questions.put("stock of one store, LOW", "inventory?limit=100&level=LOW&" + store);
        questions.put("one store a year ago", "inventory?limit=100&as_of=2025-11-21T00:00:00Z&" + store);
        questions.put("one product a year ago", "inventory?as_of=2025-11-21T00:00:00Z&" + store + "&" + product);
        questions.put("movements of one product", "inventory/movements?limit=100&" + store + "&" + product);
        questions.put("movements of one product, all stores", "inventory/movements?limit=100&" + product);
        questions.put("movements of one store", "inventory/movements?limit=100&" + store);
        questions.put("thefts of one store (none)", "inventory/movements?reason=THEFT&" + store);
        questions.put("movements of one delivery", "inventory/movements?reference=delivery%2051-77");
        System.out.printf("%-40s %10s %10s%n", "milliseconds", "median", "95 %");
        for (Map.Entry<String, String> question : questions.entrySet()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(root + "/api/v1/" + question.getValue()))
                    .header("Authorization", "Bearer " + token.group(1))
                    .build();
            long[] nanos = new long[MEASURED];
            for (int i = -WARM_UP; i < MEASURED; i++) {
                long begin = System.nanoTime();
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(question.getKey() + ": " + answer.body());
                }
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - begin;
                }
            }
            Arrays.sort(nanos);
            System.out.printf(
                    "%-40s %10.1f %10.1f%n",
                    question.getKey(), nanos[MEASURED / 2] / 1e6, nanos[MEASURED * 95 / 100] / 1e6);
        }
    }

    /** As {@code md5(name)::uuid} in the database. */
    private static String id(String name) {
        try {
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.UTF_8)));
            return hash.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
