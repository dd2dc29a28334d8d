package aisle.platform.config;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Addresses that begin alike: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address alone.
 *
 * @param prefix how many leading bits must be the same
 */
public record NetworkRange(InetAddress address, int prefix) {
    public NetworkRange {
        if (prefix < 0 || prefix > address.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("no network has a prefix of " + prefix + " bits: " + address);
        }
    }

    /**
     * Reads a list parted by commas; an empty text is an empty list. Names are not looked up.
     *
     * @throws IllegalArgumentException when a part is neither an address nor a network
     */
    public static List<NetworkRange> parseList(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .map(NetworkRange::parse)
                        .toList();
    }

    private static NetworkRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int bits = address.getAddress().length * Byte.SIZE;
        return new NetworkRange(address, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
    }

    /** Whether an address lies in this network; one of the other IP version never does. */
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        if (!Arrays.equals(mine, 0, whole, theirs, 0, whole)) {
            return false;
        }
        int rest = prefix % Byte.SIZE;
        int mask = (0xff << (Byte.SIZE - rest)) & 0xff;
        return rest == 0 || (mine[whole] & mask) == (theirs[whole] & mask);
    }
}
