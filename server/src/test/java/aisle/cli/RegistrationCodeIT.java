package aisle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks for a code at registration, and writes mails into its data folder. */
class RegistrationCodeIT {
    private static final Pattern CODE = Pattern.compile("(?m)^\\s*(\\d{6})\\s*$");

    @TempDir
    Path data;

    @Test
    void anAccountComesToBeByTheCodeFromTheMail() throws Exception {
        Map<String, String> environment = Map.of("APP_ENV", "development", "ENABLE_REGISTRATION_OTP", "yes");
        try (ServerUnderTest server = ServerUnderTest.start("serve", data, environment)) {
            server.awaitReady();
            Client client = new Client("http://127.0.0.1:" + server.port());
            String registration = """
                    {"email": "ann@shop.example", "password": "correct horse battery", "full_name": "Ann"}
                    """;

            Reply first = client.post("/api/v1/auth/register", null, null, registration);
            assertEquals(202, first.status(), first::toString);
            assertEquals("{\"data\":{\"otp_required\":true}}", first.body().toString());
            Reply confirmed = client.post(
                    "/api/v1/auth/register/verify-otp",
                    null,
                    null,
                    "{\"email\": \"ann@shop.example\", \"code\": \"" + code() + "\"}");
            assertEquals(201, confirmed.status(), confirmed::toString);

            Reply again = client.post("/api/v1/auth/register", null, null, registration);
            assertEquals(first.comparable(), again.comparable());
        }
    }

    private String code() {
        AtomicReference<String> code = new AtomicReference<>();
        Waiting.until("the mail with the code", () -> {
            Path folder = data.resolve("mail");
            if (!Files.isDirectory(folder)) {
                return false;
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".eml")).toList()) {
                    Matcher found = CODE.matcher(Files.readString(file));
                    if (found.find()) {
                        code.set(found.group(1));
                        return true;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return false;
        });
        return code.get();
    }
}
