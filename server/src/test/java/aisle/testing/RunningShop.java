package aisle.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.testing.Client.Reply;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A started program as a test drives it: over HTTP, and with a look into its database. */
public final class RunningShop {
    private final Client client;
    private final Connections connections;

    /** Opens connections to the program's database. */
    public interface Connections {
        Connection open() throws SQLException;
    }

    public RunningShop(int port, Connections connections) {
        this.client = new Client("http://localhost:" + port);
        this.connections = connections;
    }

    public Client client() {
        return client;
    }

    /** Registers a customer; answers the bearer token. */
    public String signUp(String name) throws IOException, InterruptedException {
        String body = """
                {"email": "%s@shop.example", "password": "correct horse battery", "full_name": "%s"}
                """.formatted(name, name);
        Reply reply = client.post("/api/v1/auth/register", null, null, body);
        assertEquals(201, reply.status(), reply::toString);
        return reply.body().at("/data/access_token").asText();
    }

    /** Registers the very first user and makes it an administrator. */
    public String signUpAdmin() throws IOException, InterruptedException, SQLException {
        String token = signUp("admin");
        try (Connection connection = connections.open();
                PreparedStatement update = connection.prepareStatement("UPDATE aisle.app_user SET role = 'ADMIN'")) {
            assertEquals(1, update.executeUpdate());
        }
        Waiting.until("the role counts", () -> status("/api/v1/inventory", token) == 200);
        return token;
    }

    /** Creates something; answers its id. */
    public String create(String path, String token, String body) throws IOException, InterruptedException {
        Reply reply = client.post(path, token, null, body);
        assertEquals(201, reply.status(), reply::toString);
        return reply.body().at("/data/id").asText();
    }

    /** The status that a GET answers; 0 when nobody answers. */
    public int status(String path, String token) {
        try {
            return client.get(path, token).status();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a gauge without labels shows. */
    public int metric(String name) {
        try {
            return client.text("/metrics")
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> (int) Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The number that a query finds. */
    public int query(String sql) {
        try (Connection connection = connections.open();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
