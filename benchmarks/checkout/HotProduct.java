import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many orders per second a server places when every order buys the same product, against orders that buy any of many.
 * Both go in turns, so that neither is measured on a colder machine.
 *
 * <p>Usage: java HotProduct.java URL ADMIN_EMAIL PASSWORD [clients, 16] [seconds per turn, 20] [turns of each, 3]
 */
public final class HotProduct {
    private static final int PRODUCTS = 500;
    private static final int ON_HAND = 900_000;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;

    private HotProduct(String base) {
        this.base = base;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3) {
            System.err.println("java HotProduct.java URL ADMIN_EMAIL PASSWORD [clients] [seconds per turn] [turns]");
            System.exit(2);
        }
        new HotProduct(arguments[0])
                .run(
                        arguments[1],
                        arguments[2],
                        number(arguments, 3, 16),
                        number(arguments, 4, 20),
                        number(arguments, 5, 3));
    }

    private static int number(String[] arguments, int index, int ordinary) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : ordinary;
    }

    private void run(String email, String password, int clients, int seconds, int turns) throws Exception {
        String admin = token("/api/v1/auth/login", email, password, "");
        String store = created("/api/v1/stores", admin, "{\"name\": \"Bench %s\"}".formatted(UUID.randomUUID()));
        List<String> products = new ArrayList<>();
        for (int i = 0; i < PRODUCTS; i++) {
            String product = created(
                    "/api/v1/products", admin, "{\"name\": \"Bench %s\", \"price\": 1}".formatted(UUID.randomUUID()));
            send(
                    "PATCH",
                    "/api/v1/inventory/" + store + "/" + product,
                    admin,
                    "{\"on_hand\": " + ON_HAND + ", \"reason\": \"COUNT\"}");
            products.add(product);
        }
        List<String> buyers = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            buyers.add(token(
                    "/api/v1/auth/register",
                    "bench-" + UUID.randomUUID() + "@example.com",
                    "horse " + UUID.randomUUID(),
                    ", \"full_name\": \"Bench\""));
        }
        System.out.printf("%d clients, %d products, %d s per turn%n", clients, PRODUCTS, seconds);
        turn(buyers, store, products, seconds); // warms up
        List<Double> uniform = new ArrayList<>();
        List<Double> hot = new ArrayList<>();
        for (int i = 0; i < turns; i++) {
            uniform.add(report("uniform", turn(buyers, store, products, seconds), seconds));
            hot.add(report("hot", turn(buyers, store, products.subList(0, 1), seconds), seconds));
        }
        System.out.printf(
                "medians: uniform %.0f/s, hot %.0f/s, ratio %.2f%n",
                median(uniform), median(hot), median(hot) / median(uniform));
    }

    private static double report(String name, long[] nanos, int seconds) {
        Arrays.sort(nanos);
        double rate = nanos.length / (double) seconds;
        System.out.printf(
                "%-8s %6.0f orders/s, median %5.1f ms, 99th percentile %6.1f ms%n",
                name, rate, nanos[nanos.length / 2] / 1e6, nanos[(int) (nanos.length * 0.99)] / 1e6);
        return rate;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** All buyers at once for so long; answers how long each order took. */
    private long[] turn(List<String> buyers, String store, List<String> products, int seconds) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Long>>> running = new ArrayList<>();
            for (String buyer : buyers) {
                running.add(threads.submit(() -> {
                    List<Long> took = new ArrayList<>();
                    while (System.nanoTime() < end) {
                        String product = products.get(ThreadLocalRandom.current().nextInt(products.size()));
                        long begun = System.nanoTime();
                        HttpResponse<String> answer = send("POST", "/api/v1/orders", buyer, """
                                {"store_id": "%s", "fulfillment_type": "PICKUP", "payment_method": "ON_DELIVERY",
                                 "items": [{"product_id": "%s", "quantity": 1}]}
                                """.formatted(store, product));
                        if (answer.statusCode() != 201) {
                            throw new IOException(answer.statusCode() + " " + answer.body());
                        }
                        took.add(System.nanoTime() - begun);
                    }
                    return took;
                }));
            }
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> one : running) {
                all.addAll(one.get());
            }
            return all.stream().mapToLong(Long::longValue).toArray();
        }
    }

    private String token(String path, String email, String password, String more) throws Exception {
        String body = "{\"email\": \"%s\", \"password\": \"%s\"%s}".formatted(email, password, more);
        return member("access_token", send("POST", path, null, body));
    }

    private String created(String path, String token, String body) throws Exception {
        return member("id", send("POST", path, token, body));
    }

    private static String member(String name, HttpResponse<String> answer) throws IOException {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(answer.body());
        if (answer.statusCode() >= 300 || !found.find()) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return found.group(1);
    }

    private HttpResponse<String> send(String method, String path, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
