package aisle.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.time.Time;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop's address in several states of neglect, with a certificate that lives as long as the test says. */
class AddressExamTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Map<String, String> HEADERS = Map.of(
            "Strict-Transport-Security", "max-age=31536000",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Content-Security-Policy", "default-src 'none'");

    @TempDir
    private Path folder;

    private HttpServer server;

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void serve(Map<String, String> headers, int ready, int documentation) {
        server.createContext("/", exchange -> {
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(
                    exchange.getRequestURI().getPath().equals("/readyz") ? ready : documentation, -1);
            exchange.close();
        });
        server.start();
    }

    private SSLContext certificate(int days) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("store-" + days + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "shop",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-validity",
                        Integer.toString(days),
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, keytool.waitFor());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private List<Finding> lookOverTls(int days, boolean known) throws Exception {
        SSLContext context = certificate(days);
        HttpsServer https = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context));
        server = https;
        serve(HEADERS, 200, 404);
        URI address = URI.create("https://127.0.0.1:" + https.getAddress().getPort());
        try (HttpClient client =
                known ? HttpClient.newBuilder().sslContext(context).build() : HttpClient.newHttpClient()) {
            return new AddressExam(address, true, new Time(), client).findings();
        }
    }

    private static Grade grade(List<Finding> findings, String area) {
        return findings.stream()
                .filter(finding -> finding.area().equals(area))
                .findFirst()
                .orElseThrow()
                .grade();
    }

    @Test
    void aWellKeptAddressIsFine() throws Exception {
        List<Finding> findings = lookOverTls(90, true);

        assertEquals(List.of("address", "tls", "headers", "clock", "docs"), areas(findings));
        assertTrue(findings.stream().allMatch(finding -> finding.grade() == Grade.FINE), findings::toString);
    }

    private static List<String> areas(List<Finding> findings) {
        return findings.stream().map(Finding::area).toList();
    }

    @Test
    void aCertificateThatEndsSoonOrIsUnknownIsNoticed() throws Exception {
        assertEquals(Grade.DOUBTFUL, grade(lookOverTls(7, true), "tls"));
        server.stop(0);
        List<Finding> unknown = lookOverTls(90, false);
        assertEquals(List.of("tls"), areas(unknown));
        assertEquals(Grade.WRONG, grade(unknown, "tls"));
    }

    @Test
    void plainHttpWithoutHeadersAndWithOpenDocumentationIsWrongThreeTimes() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        serve(Map.of(), 503, 200);
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());

        List<Finding> findings = new AddressExam(address, true, new Time()).findings();

        assertEquals(Grade.WRONG, grade(findings, "address"));
        assertEquals(Grade.WRONG, grade(findings, "tls"));
        assertEquals(Grade.WRONG, grade(findings, "headers"));
        assertEquals(Grade.WRONG, grade(findings, "docs"));
        server.stop(0);
        assertEquals(List.of("address"), areas(new AddressExam(address, true, new Time()).findings()));
    }
}
