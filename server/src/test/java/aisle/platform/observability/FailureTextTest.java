package aisle.platform.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FailureTextTest {
    @Test
    void valuesStayOut() {
        assertEquals(
                "SQLException 22P02: ERROR: invalid input syntax for type uuid: …",
                FailureText.of(new IllegalStateException(
                        "outer", new SQLException("ERROR: invalid input syntax for type uuid: \"Ada\"", "22P02"))));
        assertEquals(
                "SQLException 23505: ERROR: duplicate key value violates unique constraint …",
                FailureText.of(new SQLException(
                        "ERROR: duplicate key value violates unique constraint \"app_user_email\"\n"
                                + "  Detail: Key (email)=(ada@example.com) already exists.",
                        "23505")));
        assertEquals(
                "IllegalStateException: … and …wrote",
                FailureText.of(new IllegalStateException("ada@example.com and +353 1 234 5678 wrote")));
        assertEquals(
                "DomainError ORDER_NOT_FOUND: There is none.",
                FailureText.of(DomainError.of(ErrorCode.ORDER_NOT_FOUND, "There is none.")));
        assertEquals("NullPointerException", FailureText.of(new NullPointerException()));
    }

    @Test
    void textsAreShort() {
        assertEquals(
                300,
                FailureText.of(new IllegalStateException("much ".repeat(1000))).length());
    }
}
