package aisle.cli;

import aisle.platform.db.DatabaseAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads connection URLs as PostgreSQL's own programs know them: {@code postgresql://user:password@host:port/name?sslmode=require}. */
final class DatabaseUrl {
    private static final int DEFAULT_PORT = 5432;

    /** Parameters that PostgreSQL's JDBC driver calls differently. */
    private static final Map<String, String> DRIVER_NAMES =
            Map.of("application_name", "ApplicationName", "connect_timeout", "connectTimeout");

    private DatabaseUrl() {}

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong, and never shows the password
     */
    static DatabaseAddress parse(String url) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "it is not a URL (percent-encode special characters of user and password)");
        }
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.equals("postgresql") && !scheme.equals("postgres")) {
            throw new IllegalArgumentException("it must begin with postgresql:// or postgres://");
        }
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException("it names no host, or its user or password needs percent-encoding");
        }
        String path = decode(uri.getRawPath() == null ? "" : uri.getRawPath());
        if (path.length() < 2) {
            throw new IllegalArgumentException("it names no database, as in postgresql://user:password@host:5432/shop");
        }
        String userInfo = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = userInfo.indexOf(':');
        String user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? "" : decode(userInfo.substring(colon + 1));
        if (user.isEmpty()) {
            throw new IllegalArgumentException("it names no user, as in postgresql://user:password@host:5432/shop");
        }
        return address(
                host,
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                path.substring(1),
                user,
                password,
                uri.getRawQuery());
    }

    /**
     * Puts an address together from its parts.
     *
     * @param host a name or an address; IPv6 addresses with or without brackets
     * @param query further parameters as in a URL, percent-encoded, or null
     */
    static DatabaseAddress address(
            String host, int port, String name, String user, String password, @Nullable String query) {
        String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return new DatabaseAddress(
                "jdbc:postgresql://" + bracketed + ":" + port + "/" + encode(name) + driverQuery(query),
                user,
                password,
                "database " + name + " on " + bracketed + ":" + port + " as user " + user);
    }

    private static String driverQuery(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return "";
        }
        List<String> parameters = new ArrayList<>();
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                String name = decode(parameter.substring(0, equals));
                parameters.add(encode(DRIVER_NAMES.getOrDefault(name, name)) + "="
                        + encode(decode(parameter.substring(equals + 1))));
            }
        }
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    /** Percent-decoding as in URLs, where a plus sign is a plus sign. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
