package aisle.platform.web;

import aisle.platform.config.AisleConfig;
import aisle.platform.config.NetworkRange;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;

/**
 * The network address that a request comes from: of whoever opened the connection, unless that is a proxy which
 * {@code TRUSTED_PROXIES} names. Then it is the address that the proxy reports, because anybody may write such a header.
 */
@Singleton
public class ClientAddress {
    private static final String ATTRIBUTE = "aisle.client_address";
    private static final String UNKNOWN = "unknown";

    private final List<NetworkRange> trusted;
    private final ForwardedFor forwarded;

    ClientAddress(AisleConfig config) {
        this.trusted = NetworkRange.parseList(config.trustedProxies().orElse(""));
        this.forwarded = new ForwardedFor(trusted, config.trustedProxyHeader());
    }

    /** Finds the address, before anything that logs or counts. */
    public void assign(RoutingContext exchange) {
        if (!trusted.isEmpty() && exchange.request().remoteAddress() != null) {
            List<String> said = exchange.request().headers().getAll(forwarded.header());
            if (!said.isEmpty()) {
                exchange.put(ATTRIBUTE, client(exchange.request().remoteAddress(), said));
            }
        }
    }

    private String client(SocketAddress socket, List<String> said) {
        try {
            return forwarded
                    .client(InetAddress.ofLiteral(literal(socket)), said)
                    .getHostAddress();
        } catch (IllegalArgumentException e) {
            return literal(socket);
        }
    }

    /** The address of a request's client, as text; {@code unknown} when the connection has none. */
    public static String of(RoutingContext exchange) {
        String found = exchange.get(ATTRIBUTE);
        if (found != null) {
            return found;
        }
        SocketAddress socket = exchange.request().remoteAddress();
        return socket == null || socket.hostAddress() == null ? UNKNOWN : literal(socket);
    }

    /** Whether somebody passes this request on who is not trusted, so that {@link #of} is not where it comes from. */
    static boolean isHidden(RoutingContext exchange) {
        MultiMap headers = exchange.request().headers();
        boolean passedOn = headers.contains("X-Forwarded-For") || headers.contains("Forwarded");
        SocketAddress socket = exchange.request().remoteAddress();
        return passedOn && (socket == null || of(exchange).equals(literal(socket)));
    }

    /** Without the network interface's name, which a link-local address may end with. */
    private static String literal(SocketAddress socket) {
        String address = String.valueOf(socket.hostAddress());
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }
}
