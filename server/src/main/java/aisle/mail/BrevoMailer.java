package aisle.mail;

import aisle.platform.config.AisleConfig;
import aisle.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends by Brevo's HTTP API, as https://developers.brevo.com/reference/sendtransacemail describes it: with a template that
 * is kept there where its id is set, else with the words of {@link MailTemplates}.
 */
final class BrevoMailer implements Mailer {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BAD_REQUEST = 400;

    private final AisleConfig.Brevo settings;
    private final String shop;
    private final Json json;
    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    BrevoMailer(AisleConfig.Brevo settings, String shop, Json json) {
        this.settings = settings;
        this.shop = shop;
        this.json = json;
        this.address = URI.create(settings.apiUrl() + "/smtp/email");
    }

    @Override
    public void send(OutgoingMail mail) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(ANSWER)
                .header("api-key", settings.apiKey().orElseThrow())
                .header("content-type", "application/json")
                .header("accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.write(body(mail))))
                .build();
        int status = status(request);
        if (status / 100 == 2) {
            return;
        }
        // Everything but a refused mail is a matter of the account or of the moment: a key, a balance, a limit.
        throw status == BAD_REQUEST
                ? MailFailure.permanent("Brevo " + status)
                : MailFailure.temporary(status == TOO_MANY_REQUESTS ? "Brevo asks to wait" : "Brevo " + status);
    }

    private int status(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw MailFailure.temporary("Brevo cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MailFailure.temporary("the server is stopping");
        }
    }

    private Map<String, Object> body(OutgoingMail mail) {
        Map<String, Object> body = new HashMap<>();
        body.put("sender", Map.of("name", shop, "email", settings.senderEmail().orElseThrow()));
        body.put("to", List.of(Map.of("email", mail.to())));
        // The same key at each attempt: Brevo sends one mail for it.
        body.put("headers", Map.of("Idempotency-Key", mail.id().toString()));
        Optional<Long> template = template(mail.kind());
        if (template.isPresent()) {
            Map<String, String> values = new HashMap<>(mail.values());
            values.put("shop", shop);
            body.put("templateId", template.get());
            body.put("params", values);
        } else {
            body.put("subject", mail.subject());
            body.put("textContent", mail.text());
            body.put("htmlContent", mail.html());
        }
        return body;
    }

    private Optional<Long> template(MailKind kind) {
        return switch (kind) {
            case REGISTRATION_CODE -> settings.registerOtpId();
            case PASSWORD_RESET -> settings.resetTokenOtpId();
            case REGISTRATION_KNOWN, PASSWORD_CHANGED, EMAIL_CHANGE, EMAIL_CHANGED, STOCK_ALERT -> Optional.empty();
        };
    }
}
