package aisle.accounts.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Crowd;
import aisle.testing.TwoNodes;
import aisle.testing.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one database, as behind a load balancer: each learns what the other did to a sign-in. */
class TwoNodesIT {
    private static final String PASSWORD = "correct horse battery";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void aSignInThatEndsOnOneNodeEndsOnTheOther() throws Exception {
        try (TwoNodes nodes = TwoNodes.start(directory, Map.of())) {
            aSignOutIsHeard(nodes.here(), nodes.there());
            aNewPasswordIsHeard(nodes.here(), nodes.there());
            aRefreshMayBeRepeatedAnywhere(nodes.here(), nodes.there());
            aRevokedApiKeyIsHeard(nodes);
            ofTwoAdminsWhoDemoteEachOtherOneStays(nodes);
        }
    }

    private static void aSignOutIsHeard(Client here, Client there) throws Exception {
        Reply signedIn = register(here, "ann@shop.example");
        String token = token(signedIn);
        assertEquals(200, me(there, token).status());

        assertEquals(204, here.post("/api/v1/auth/logout", token, null, "").status());

        assertEquals("TOKEN_REVOKED", me(here, token).errorCode());
        Waiting.until("the other node knows", () -> status(there, token) == 401);
        assertEquals("TOKEN_REVOKED", me(there, token).errorCode());
        assertEquals("TOKEN_REVOKED", refresh(there, refreshToken(signedIn)).errorCode());
    }

    private static void aNewPasswordIsHeard(Client here, Client there) throws Exception {
        String kept = token(register(here, "bob@shop.example"));
        String other = token(there.post("/api/v1/auth/login", null, null, """
                {"email": "bob@shop.example", "password": "%s"}
                """.formatted(PASSWORD)));
        assertEquals(200, me(there, other).status());
        Reply changed = here.post("/api/v1/auth/change-password", kept, null, """
                {"current_password": "%s", "new_password": "another long one"}
                """.formatted(PASSWORD));
        assertEquals(204, changed.status(), changed::toString);
        Waiting.until("the other node knows", () -> status(there, other) == 401);
        assertEquals(200, me(there, kept).status());
    }

    private static void aRefreshMayBeRepeatedAnywhere(Client here, Client there) throws Exception {
        Reply signedIn = register(here, "cay@shop.example");
        Reply first = refresh(here, refreshToken(signedIn));
        Reply again = refresh(there, refreshToken(signedIn));
        assertEquals(token(first), token(again));
        assertEquals(refreshToken(first), refreshToken(again));
    }

    private static void ofTwoAdminsWhoDemoteEachOtherOneStays(TwoNodes nodes) throws Exception {
        Client here = nodes.here();
        Client there = nodes.there();
        Reply first = register(here, "dan@shop.example");
        Reply second = register(here, "eve@shop.example");
        try (Connection connection = nodes.database();
                Statement update = connection.createStatement()) {
            update.executeUpdate("UPDATE aisle.app_user SET role = 'CUSTOMER' WHERE role = 'ADMIN'");
            assertEquals(
                    2,
                    update.executeUpdate("UPDATE aisle.app_user SET role = 'ADMIN' WHERE id IN ('" + id(first) + "', '"
                            + id(second) + "')"));
        }
        Waiting.until("the roles count", () -> mayListUsers(here, first) && mayListUsers(there, second));

        List<Reply> replies = Crowd.atOnce(
                2,
                i -> () -> i == 0 ? demote(here, token(first), id(second)) : demote(there, token(second), id(first)));

        // Whoever comes second is no ADMIN any more, or finds that it would leave none.
        assertEquals(1, replies.stream().filter(reply -> reply.status() == 200).count(), replies::toString);
        try (Connection connection = nodes.database();
                Statement query = connection.createStatement();
                ResultSet rows =
                        query.executeQuery("SELECT count(*) FROM aisle.app_user WHERE role = 'ADMIN' AND active")) {
            rows.next();
            assertEquals(1, rows.getInt(1));
        }
    }

    private static void aRevokedApiKeyIsHeard(TwoNodes nodes) throws Exception {
        Client here = nodes.here();
        Client there = nodes.there();
        Reply admin = register(here, "ada@shop.example");
        try (Connection connection = nodes.database();
                Statement update = connection.createStatement()) {
            update.executeUpdate("UPDATE aisle.app_user SET role = 'ADMIN' WHERE id = '" + id(admin) + "'");
        }
        Waiting.until("the role counts", () -> mayListUsers(here, admin));
        Reply made = here.post("/api/v1/admin/api-keys", token(admin), null, """
                {"name": "Till", "scopes": ["products:read"]}
                """);
        assertEquals(201, made.status(), made::toString);
        String secret = made.body().at("/data/secret").asText();
        assertEquals(200, there.get("/api/v1/products", secret).status());

        String path =
                "/api/v1/admin/api-keys/" + made.body().at("/data/api_key/id").asText();
        assertEquals(204, here.send("DELETE", path, token(admin), "").status());

        assertEquals("TOKEN_REVOKED", here.get("/api/v1/products", secret).errorCode());
        Waiting.until("the other node knows", () -> mayNotListProducts(there, secret));
        assertEquals("TOKEN_REVOKED", there.get("/api/v1/products", secret).errorCode());
    }

    private static boolean mayNotListProducts(Client client, String secret) {
        try {
            return client.get("/api/v1/products", secret).status() == 401;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reply demote(Client client, String token, String user) throws IOException, InterruptedException {
        return client.send("PATCH", "/api/v1/users/" + user, token, "{\"role\": \"CUSTOMER\"}");
    }

    private static boolean mayListUsers(Client client, Reply signedIn) {
        try {
            return client.get("/api/v1/users", token(signedIn)).status() == 200;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String id(Reply reply) {
        return reply.body().at("/data/user/id").asText();
    }

    private static Reply register(Client client, String email) throws IOException, InterruptedException {
        Reply reply = client.post("/api/v1/auth/register", null, null, """
                {"email": "%s", "password": "%s", "full_name": "Somebody"}
                """.formatted(email, PASSWORD));
        assertEquals(201, reply.status(), reply::toString);
        return reply;
    }

    private static Reply refresh(Client client, String token) throws IOException, InterruptedException {
        return client.post("/api/v1/auth/refresh", null, null, "{\"refresh_token\": \"" + token + "\"}");
    }

    private static String token(Reply reply) {
        return reply.body().at("/data/access_token").asText();
    }

    private static String refreshToken(Reply reply) {
        return reply.body().at("/data/refresh_token").asText();
    }

    private static Reply me(Client client, String token) throws IOException, InterruptedException {
        return client.get("/api/v1/auth/me", token);
    }

    private static int status(Client client, String token) {
        try {
            return me(client, token).status();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
