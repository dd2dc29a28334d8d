package aisle.doctor;

import aisle.platform.time.Time;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** The address at which customers reach the shop, seen from where this runs: encryption, headers, what is hidden. */
public final class AddressExam {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CERTIFICATE_DOUBT = Duration.ofDays(21);
    private static final Duration CLOCK_DOUBT = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final List<String> HEADERS = List.of(
            "Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options", "Content-Security-Policy");

    private final URI address;
    private final boolean production;
    private final Time time;
    private final HttpClient client;

    /**
     * @param address such as {@code https://shop.example}
     * @param production whether the documentation has to be hidden there
     */
    public AddressExam(URI address, boolean production, Time time) {
        this(
                address,
                production,
                time,
                HttpClient.newBuilder().connectTimeout(PATIENCE).build());
    }

    AddressExam(URI address, boolean production, Time time, HttpClient client) {
        this.address = address;
        this.production = production;
        this.time = time;
        this.client = client;
    }

    /** Everything about it; one sentence when nobody answers. */
    public List<Finding> findings() {
        try {
            HttpResponse<Void> ready = get(address.resolve("/readyz"));
            List<Finding> findings = new ArrayList<>();
            findings.add(
                    ready.statusCode() == OK
                            ? Finding.fine("address", address + " serves")
                            : Finding.wrong("address", address + "/readyz answers " + ready.statusCode()));
            findings.add(certificate(ready.sslSession()));
            findings.add(headers(ready));
            clock(ready).ifPresent(findings::add);
            if (production) {
                int documentation = get(address.resolve("/openapi.json")).statusCode();
                findings.add(
                        documentation == OK
                                ? Finding.wrong("docs", "everybody can read " + address + "/openapi.json")
                                : Finding.fine("docs", "the documentation is not for everybody"));
            }
            return findings;
        } catch (SSLException e) {
            return List.of(Finding.wrong("tls", address + " is not trusted: " + e.getMessage()));
        } catch (IOException e) {
            return List.of(Finding.wrong("address", address + " does not answer"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Finding.unknown("address", "the examination was broken off"));
        }
    }

    private HttpResponse<Void> get(URI target) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(target).timeout(PATIENCE).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding());
    }

    private Finding certificate(Optional<SSLSession> session) throws SSLPeerUnverifiedException {
        if (session.isEmpty()) {
            return Finding.wrong("tls", address + " is not encrypted");
        }
        Certificate first = session.get().getPeerCertificates()[0];
        if (!(first instanceof X509Certificate certificate)) {
            return Finding.unknown("tls", "the certificate of " + address + " is of an unknown kind");
        }
        Instant end = certificate.getNotAfter().toInstant();
        String text = address + " has " + session.get().getProtocol() + ", its certificate ends at " + end;
        return Duration.between(time.now(), end).compareTo(CERTIFICATE_DOUBT) < 0
                ? Finding.doubtful("tls", text + "; is it renewed by itself?")
                : Finding.fine("tls", text);
    }

    private static Finding headers(HttpResponse<Void> answer) {
        List<String> missing = HEADERS.stream()
                .filter(name -> answer.headers().firstValue(name).isEmpty())
                .toList();
        return missing.isEmpty()
                ? Finding.fine("headers", "the security headers arrive")
                : Finding.wrong(
                        "headers", "these do not arrive; does a proxy remove them? " + String.join(", ", missing));
    }

    /** By the header Date, which has whole seconds. */
    private Optional<Finding> clock(HttpResponse<Void> answer) {
        return answer.headers()
                .firstValue("Date")
                .flatMap(AddressExam::parsed)
                .map(theirs -> Duration.between(theirs, time.now()).abs())
                .map(apart -> {
                    String text =
                            "this machine's clock and the one at " + address + " are " + apart.toSeconds() + " s apart";
                    return apart.compareTo(CLOCK_DOUBT) > 0
                            ? Finding.doubtful("clock", text)
                            : Finding.fine("clock", text);
                });
    }

    private static Optional<Instant> parsed(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
