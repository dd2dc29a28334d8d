package aisle.platform.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.config.NetworkRange;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedForTest {
    private static final List<NetworkRange> PROXIES = NetworkRange.parseList("10.0.0.0/8, 192.0.2.1, 2001:db8:f::/48");

    private static String client(String header, String socket, String... lines) {
        return new ForwardedFor(PROXIES, header)
                .client(InetAddress.ofLiteral(socket), Arrays.asList(lines))
                .getHostAddress();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // who asks | X-Forwarded-For | the client
                "10.1.2.3 | 198.51.100.7 | 198.51.100.7",
                "10.1.2.3 | 198.51.100.7:4711 | 198.51.100.7",
                "10.1.2.3 | 203.0.113.9, 198.51.100.7 | 198.51.100.7",
                "10.1.2.3 | 203.0.113.9, 198.51.100.7, 192.0.2.1 | 198.51.100.7",
                "10.1.2.3 | 10.9.9.9, 192.0.2.1 | 10.9.9.9",
                "192.0.2.1 | 2001:db8::7 | 2001:db8:0:0:0:0:0:7",
                "192.0.2.1 | [2001:db8::7]:443 | 2001:db8:0:0:0:0:0:7",
                "2001:db8:f::1 | ::ffff:198.51.100.7 | 198.51.100.7",
                "::ffff:10.1.2.3 | 198.51.100.7 | 198.51.100.7",
                // not a proxy that is trusted
                "192.0.2.2 | 198.51.100.7 | 192.0.2.2",
                "2001:db8:e::1 | 198.51.100.7 | 2001:db8:e:0:0:0:0:1",
                // what cannot be read hides everything before it
                "10.1.2.3 | 198.51.100.7, unknown | 10.1.2.3",
                "10.1.2.3 | 198.51.100.7, 192.0.2.1, ; DROP TABLE | 10.1.2.3",
                "10.1.2.3 | 198.51.100.7, , 192.0.2.1 | 192.0.2.1",
                "10.1.2.3 | 999.1.1.1 | 10.1.2.3",
                "10.1.2.3 | localhost | 10.1.2.3",
                "10.1.2.3 | 1 | 10.1.2.3",
                "10.1.2.3 | '' | 10.1.2.3",
                "10.1.2.3 | , | 10.1.2.3"
            })
    void readsTheUsualHeaderFromItsEnd(String socket, String header, String client) {
        assertEquals(client, client("x-forwarded-for", socket, header));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "for=198.51.100.7 | 198.51.100.7",
                "For=\"198.51.100.7:4711\";proto=https;by=10.0.0.1 | 198.51.100.7",
                "proto=http; for=\"[2001:DB8::7]:4711\" | 2001:db8:0:0:0:0:0:7",
                "for=203.0.113.9, for=198.51.100.7;by=10.0.0.2, for=192.0.2.1 | 198.51.100.7",
                "for=203.0.113.9, for=_hidden | 10.1.2.3",
                "for=unknown | 10.1.2.3",
                "by=198.51.100.7 | 10.1.2.3",
                "198.51.100.7 | 10.1.2.3",
                "notfor=198.51.100.7 | 10.1.2.3"
            })
    void readsTheStandardHeader(String header, String client) {
        assertEquals(client, client("Forwarded", "10.1.2.3", header));
    }

    @Test
    void severalLinesAreOneList() {
        assertEquals("198.51.100.7", client("X-Forwarded-For", "10.1.2.3", "203.0.113.9", "198.51.100.7, 192.0.2.1"));
    }

    @Test
    void aClientThatWritesThousandsOfHopsIsReadNoFurtherThanTheProxies() {
        String forged = "198.51.100.7, ".repeat(5_000);
        assertEquals("203.0.113.9", client("X-Forwarded-For", "10.1.2.3", forged + "203.0.113.9"));
        String proxies = "10.1.1.1, ".repeat(5_000);
        assertEquals("10.1.1.1", client("X-Forwarded-For", "10.1.2.3", proxies + "10.1.1.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "/8", "proxy.internal", "10.0.0.0/8,", "::/129"})
    void networksThatAreNoneAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> NetworkRange.parseList(text));
    }

    @Test
    void networksMayEndWithinAByte() {
        NetworkRange range = NetworkRange.parseList("172.16.0.0/12").getFirst();
        assertTrue(range.contains(InetAddress.ofLiteral("172.31.255.255")));
        assertFalse(range.contains(InetAddress.ofLiteral("172.32.0.0")));
        assertTrue(NetworkRange.parseList("0.0.0.0/0").getFirst().contains(InetAddress.ofLiteral("203.0.113.9")));
        assertFalse(NetworkRange.parseList("0.0.0.0/0").getFirst().contains(InetAddress.ofLiteral("2001:db8::1")));
        assertEquals(List.of(), NetworkRange.parseList(" "));
    }
}
