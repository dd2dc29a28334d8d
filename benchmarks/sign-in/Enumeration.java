import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Whether the time of an answer tells which addresses have an account: asks about known and unknown addresses in turns, and
 * prints the medians. {@code java Enumeration.java [base address] [accounts]}; the server must have
 * {@code RATE_LIMIT_DEFAULTS=off}, which production refuses. Each address is used for one failed sign-in at most four times,
 * so that no attempt has to wait.
 */
public final class Enumeration {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int ROUNDS = 4;

    private static String base = "http://localhost:8080";

    private Enumeration() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            base = arguments[0];
        }
        int accounts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
        String run = Long.toString(System.nanoTime(), 36);
        List<String> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            known.add("a%s%04d@known.example".formatted(run, i));
            unknown.add("b%s%04d@known.example".formatted(run, i));
            ask("register", "{\"email\": \"%s\", \"password\": \"correct horse battery\", \"full_name\": \"Ann\"}", known.get(i));
        }
        System.out.println("operation            status  known median  unknown median  difference  quartiles of known");
        compare("login", "{\"email\": \"%s\", \"password\": \"not the password\"}", known, unknown);
        compare("forgot-password", "{\"email\": \"%s\"}", known, unknown);
        compare("register/send-otp", "{\"email\": \"%s\"}", known, unknown);
    }

    private record Answer(int status, long nanos) {}

    private static Answer ask(String operation, String body, String email) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/v1/auth/" + operation))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.formatted(email)))
                .build();
        long start = System.nanoTime();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        long nanos = System.nanoTime() - start;
        if (operation.equals("register") && response.statusCode() != 201) {
            throw new IOException("registering answered " + response.statusCode() + " " + response.body());
        }
        return new Answer(response.statusCode(), nanos);
    }

    private static void compare(String operation, String body, List<String> known, List<String> unknown)
            throws IOException, InterruptedException {
        int count = known.size() * ROUNDS;
        long[][] nanos = new long[2][count];
        int status = 0;
        for (int i = 0; i < count; i++) {
            // Who comes first changes, so that whatever grows with time grows for both.
            for (int turn = 0; turn < 2; turn++) {
                int which = (i + turn) % 2;
                String email = (which == 0 ? known : unknown).get(i % known.size());
                Answer answer = ask(operation, body, email);
                nanos[which][i] = answer.nanos();
                if (status != 0 && status != answer.status()) {
                    throw new IOException(email + " got " + answer.status() + " and another address " + status);
                }
                status = answer.status();
            }
        }
        Arrays.sort(nanos[0]);
        Arrays.sort(nanos[1]);
        double difference = median(nanos[0]) - median(nanos[1]);
        System.out.printf(
                Locale.ROOT,
                "%-20s %6d %10.2f ms %12.2f ms %8.2f ms  %.2f to %.2f ms (%d each)%n",
                operation,
                status,
                median(nanos[0]),
                median(nanos[1]),
                difference,
                nanos[0][count / 4] / 1e6,
                nanos[0][count * 3 / 4] / 1e6,
                count);
    }

    private static double median(long[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2e6;
    }
}
