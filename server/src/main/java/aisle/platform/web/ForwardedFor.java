package aisle.platform.web;

import aisle.platform.config.NetworkRange;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which client a proxy says it asks for. A proxy adds the address that it was asked from at the end, so the list is read
 * from there and only as far as the proxies that added to it are trusted: everything before was written by the client.
 */
final class ForwardedFor {
    private static final String STANDARD = "Forwarded";

    /** More proxies than any network has; the rest of a longer list is not read. */
    private static final int MOST_HOPS = 32;

    /** An IPv4 address or an IPv6 one in brackets, each perhaps with a port; or a bare IPv6 address. */
    private static final Pattern NODE = Pattern.compile(
            "(\\d{1,3}(?:\\.\\d{1,3}){3})(?::\\d{1,5})?|\\[([0-9a-fA-F:.]+)](?::\\d{1,5})?|([0-9a-fA-F.]*:[0-9a-fA-F:.]+)");

    /** The {@code for} parameter of one element of RFC 7239. */
    private static final Pattern FOR = Pattern.compile("(?:^|;)\\s*for=(?:\"([^\"]*)\"|([^\\s;\"]*))\\s*(?=;|$)");

    private final List<NetworkRange> trusted;
    private final String header;

    ForwardedFor(List<NetworkRange> trusted, String header) {
        this.trusted = trusted;
        this.header = header;
    }

    /** Which header is read. Of the other one a proxy knows nothing, and passes on what the client sent. */
    String header() {
        return header;
    }

    /**
     * The address of the client.
     *
     * @param socket who opened the connection
     * @param values the header's values, in the order of their lines
     */
    InetAddress client(InetAddress socket, List<String> values) {
        boolean standard = header.equalsIgnoreCase(STANDARD);
        InetAddress nearest = socket;
        List<String> hops = hops(values);
        for (int i = hops.size() - 1; i >= 0 && isTrusted(nearest); i--) {
            InetAddress said = address(standard ? forParameter(hops.get(i)) : hops.get(i));
            if (said == null) {
                return nearest; // a proxy that hides it, or nonsense
            }
            nearest = said;
        }
        return nearest;
    }

    /** The last elements of the list, without splitting what a client made arbitrarily long. */
    private static List<String> hops(List<String> values) {
        List<String> hops = new ArrayList<>();
        for (int line = values.size() - 1; line >= 0 && hops.size() < MOST_HOPS; line--) {
            String value = values.get(line);
            int end = value.length();
            while (end >= 0 && hops.size() < MOST_HOPS) {
                int comma = end == 0 ? -1 : value.lastIndexOf(',', end - 1);
                hops.add(value.substring(comma + 1, end).strip());
                end = comma;
            }
        }
        return hops.reversed();
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    private static @Nullable String forParameter(String element) {
        Matcher matcher = FOR.matcher(element.toLowerCase(Locale.ROOT));
        if (!matcher.find()) {
            return null;
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    private static @Nullable InetAddress address(@Nullable String node) {
        Matcher matcher = node == null ? null : NODE.matcher(node);
        if (matcher == null || !matcher.matches()) {
            return null;
        }
        String literal = matcher.group(1) != null
                ? matcher.group(1)
                : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
