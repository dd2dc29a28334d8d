package aisle.platform.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** By what callers are told apart. */
public final class CallerKeys {
    /** Whoever has one IPv6 address has the whole /64 around it, and may come from another of them each time. */
    private static final int IPV6_PREFIX_BYTES = 8;

    private CallerKeys() {}

    /** The network that an address belongs to: an IPv4 address itself, an IPv6 address's /64. */
    public static String network(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address wide
                    ? HexFormat.of().formatHex(Arrays.copyOf(wide.getAddress(), IPV6_PREFIX_BYTES)) + "/64"
                    : address;
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }
}
