package aisle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aisle.platform.db.DatabaseAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @Test
    void everyPartIsDecodedAndParametersArePassedOn() {
        DatabaseAddress address = DatabaseUrl.parse(
                "postgresql://shop%40eu:p%2Fs%3As+1@db.example.com:6543/my%20shop?sslmode=require&x=a%26b");

        assertEquals("jdbc:postgresql://db.example.com:6543/my%20shop?sslmode=require&x=a%26b", address.jdbcUrl());
        assertEquals("shop@eu", address.user());
        assertEquals("p/s:s+1", address.password());
    }

    @Test
    void theShorterSchemeAndTheDefaultPortWork() {
        assertEquals(
                "jdbc:postgresql://localhost:5432/shop",
                DatabaseUrl.parse("postgres://me:secret@localhost/shop").jdbcUrl());
    }

    @Test
    void addressesOfVersionSixKeepTheirBrackets() {
        assertEquals(
                "jdbc:postgresql://[::1]:5432/shop",
                DatabaseUrl.parse("postgres://me:secret@[::1]/shop").jdbcUrl());
        assertEquals(
                "jdbc:postgresql://[fd00::7]:5433/shop",
                DatabaseUrl.address("fd00::7", 5433, "shop", "me", "secret", null)
                        .jdbcUrl());
    }

    @Test
    void noDescriptionShowsThePassword() {
        assertFalse(
                DatabaseUrl.parse("postgres://me:hunter2@host/shop").toString().contains("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://me:hunter2@host/shop",
                "postgres://me:hunter2@host",
                "postgres://me:hunter2@host/",
                "postgres://host/shop",
                "postgres://me:hunter2/x@host/shop",
                "postgres://me:hunter2%@host/shop",
                "hunter2"
            })
    void whatCannotBeReadIsRefusedWithoutShowingIt(String url) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> DatabaseUrl.parse(url));
        assertFalse(refusal.getMessage().contains("hunter2"), refusal.getMessage());
    }
}
