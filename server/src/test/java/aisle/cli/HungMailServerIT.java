package aisle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Program;
import aisle.testing.RunningShop;
import aisle.testing.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A mail server that says nothing for a while: the shop goes on, and every mail arrives in the end, once. */
class HungMailServerIT {
    private static final int AT_ONCE = 2;
    private static final int MAILS = 5;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path data;

    private Connection connect() throws SQLException {
        Properties database = Program.database(data);
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + database.getProperty("port") + "/aisle",
                "aisle",
                database.getProperty("password"));
    }

    /** Greets nobody until it is released; keeps the message ids of what it took. */
    private static final class Sink implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final CountDownLatch released = new CountDownLatch(1);
        private final AtomicInteger connected = new AtomicInteger();
        private final List<String> taken = new CopyOnWriteArrayList<>();

        Sink() throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!socket.isClosed()) {
                    try {
                        Socket client = socket.accept();
                        Thread.ofVirtual().start(() -> serve(client));
                    } catch (IOException e) {
                        return;
                    }
                }
            });
        }

        private void serve(Socket client) {
            connected.incrementAndGet();
            try (client;
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
                released.await();
                OutputStream out = client.getOutputStream();
                say(out, "220 at last");
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.equals("DATA")) {
                        say(out, "354 go on");
                        take(in);
                        say(out, "250 taken");
                    } else {
                        say(out, "250 fine");
                    }
                }
            } catch (IOException e) {
                // The client has gone.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void take(BufferedReader in) throws IOException {
            for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                if (line.startsWith("Message-ID:")) {
                    taken.add(line);
                }
            }
        }

        private static void say(OutputStream out, String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        @Override
        public void close() throws IOException {
            released.countDown();
            socket.close();
        }
    }

    @Test
    void theShopGoesOnAndEveryMailArrivesOnce() throws Exception {
        try (Sink sink = new Sink();
                ServerUnderTest server = ServerUnderTest.start("serve", data, environment(sink))) {
            server.awaitReady();
            RunningShop shop = new RunningShop(server.port(), this::connect);
            Client client = shop.client();
            String admin = shop.signUpAdmin();
            String store = shop.create("/api/v1/stores", admin, "{\"name\": \"Quiet\"}");
            String product = shop.create("/api/v1/products", admin, "{\"name\": \"Bread\", \"price\": \"2.00\"}");
            client.send(
                    "PATCH",
                    "/api/v1/inventory/" + store + "/" + product,
                    admin,
                    "{\"on_hand\": 10, \"reason\": \"COUNT\"}");
            for (int i = 0; i < MAILS; i++) {
                shop.signUp("forgetful" + i);
                Reply asked = client.post(
                        "/api/v1/auth/forgot-password", null, null, "{\"email\": \"forgetful" + i + "@shop.example\"}");
                assertEquals(200, asked.status(), asked::toString);
            }

            Waiting.until("both places hang", () -> sink.connected.get() >= AT_ONCE);
            Waiting.until("the other mails wait", () -> shop.query("SELECT count(*) FROM aisle.mail") == MAILS);
            String buyer = shop.signUp("buyer");
            Reply ordered = client.post("/api/v1/orders", buyer, "hungry", """
                    {"store_id": "%s", "fulfillment_type": "PICKUP", "payment_method": "ON_DELIVERY",
                     "items": [{"product_id": "%s", "quantity": 1}]}
                    """.formatted(store, product));
            assertEquals(201, ordered.status(), ordered::toString);
            Waiting.until(
                    "the customer is told in the shop",
                    () -> shop.query("SELECT count(*) FROM aisle.notification") == 1);
            assertEquals(List.of(), sink.taken);

            sink.released.countDown();

            Waiting.until(
                    "every mail was sent",
                    () -> shop.query("SELECT count(*) FROM aisle.mail WHERE outcome = 'SENT'") == MAILS);
            assertEquals(MAILS, sink.taken.size());
            assertEquals(MAILS, new HashSet<>(sink.taken).size());
        }
    }

    private static Map<String, String> environment(Sink sink) {
        return Map.of(
                "APP_ENV", "development",
                "PASSWORD_HASH_COST", "4",
                "MAIL_CONCURRENCY", Integer.toString(AT_ONCE),
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", Integer.toString(sink.socket.getLocalPort()),
                "SMTP_SECURITY", "none");
    }
}
