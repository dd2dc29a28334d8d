package aisle.doctor;

import aisle.mail.SmtpServer;
import aisle.platform.config.AisleConfig;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Whether mail would leave: connects to the mail server, or asks Brevo whose key it is. It sends nothing. */
public final class MailExam {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;

    private MailExam() {}

    /** Of a mail server. */
    public static Finding ofServer(SmtpServer server) {
        try {
            server.tryOut();
        } catch (AuthenticationFailedException e) {
            return Finding.wrong("mail", server + " refuses the sign-in");
        } catch (MessagingException e) {
            return Finding.wrong("mail", server + " cannot be used: " + firstLine(e));
        }
        return server.security() == AisleConfig.Smtp.Security.NONE
                ? Finding.doubtful("mail", server + " takes mail without TLS: codes and links can be read on their way")
                : Finding.fine("mail", server + " takes mail over TLS");
    }

    /** Of Brevo; whether the sender is verified there is not seen. */
    public static Finding ofBrevo(String apiUrl, String apiKey) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(apiUrl + "/account"))
                .timeout(PATIENCE)
                .header("api-key", apiKey)
                .header("accept", "application/json")
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == OK
                    ? Finding.fine("mail", "Brevo knows the key")
                    : Finding.wrong("mail", "Brevo answers " + status + " to BREVO_API_KEY");
        } catch (IOException e) {
            return Finding.wrong("mail", "Brevo does not answer at " + apiUrl);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.unknown("mail", "the examination was broken off");
        }
    }

    private static String firstLine(MessagingException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("it does not answer");
    }
}
