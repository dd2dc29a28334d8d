package aisle.imports;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads that are no form at all, or almost one. */
@AisleTest
class MalformedUploadTest {
    private static final String FORM = "multipart/form-data; boundary=XX";
    private static final String FILE =
            "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nsku,name,price\r\n";

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc",
                "--XX\r\nContent-Disposition: form-data; name=\"mapping\"\r\n"
                        + "Content-Type: text/plain; charset=bogus\r\n\r\nx\r\n--XX--\r\n"
            })
    void whatIsNoFormIsRefused(String body) {
        long before = books.count("SELECT count(*) FROM import_job");
        refused(upload(FORM, body));
        assertEquals(before, books.count("SELECT count(*) FROM import_job"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data; boundary=", "multipart/form-data; boundary=other"})
    void aFormNeedsItsBoundary(String contentType) {
        refused(upload(contentType, FILE + "--XX--\r\n"));
    }

    @Test
    void aFormHasALimitedNumberOfParts() {
        refused(upload(
                FORM, "--XX\r\nContent-Disposition: form-data; name=\"mapping\"\r\n\r\nx\r\n".repeat(3000) + FILE));
    }

    @Test
    void aPartWithoutANameIsRefused() {
        upload(FORM, FILE + "--XX\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\nx\r\n--XX--\r\n")
                .statusCode(400)
                .body("error.code", equalTo("VALIDATION_ERROR"))
                .body("error.details.fields[0].field", equalTo("\"\""))
                .body("error.details.fields[0].code", equalTo("unknown"));
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(400)
                .body("error.code", equalTo("MALFORMED_REQUEST"))
                .body("error.message", equalTo("The body is not valid multipart/form-data."));
    }

    private ValidatableResponse upload(String contentType, String body) {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("multipart/form-data", io.restassured.http.ContentType.TEXT)))
                .auth()
                .oauth2(accounts.admin().token())
                .contentType(contentType)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/imports/products")
                .then();
    }
}
