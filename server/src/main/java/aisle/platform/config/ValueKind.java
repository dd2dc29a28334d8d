package aisle.platform.config;

import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may stand in a variable, and how it is written canonically, so that {@code Yes} and {@code 1} are {@code true} to
 * everything behind.
 *
 * @param expected ends the sentence "NAME must be …"
 * @param canonical answers the canonical text, and throws an IllegalArgumentException when the value makes no sense
 */
record ValueKind(String expected, UnaryOperator<String> canonical) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)?");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:]+])(:[0-9]{1,5})?");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+ *= *[^,\\s][^,]*");
    private static final Pattern SHARE = Pattern.compile("0|1|1\\.0|0\\.[0-9]{1,6}");
    private static final long LARGEST_FILE = 500L << 20;
    private static final Pattern SIZE = Pattern.compile("\\d{1,9}[KMG]?");

    static ValueKind text() {
        return new ValueKind("a text", UnaryOperator.identity());
    }

    /** A number from {@code least} to {@code most}. */
    static ValueKind number(int least, int most) {
        return new ValueKind("a whole number from " + least + " to " + most, text -> {
            int number = Integer.parseInt(text);
            require(number >= least && number <= most);
            return Integer.toString(number);
        });
    }

    static ValueKind flag() {
        return new ValueKind("true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> "true";
            case "false", "0", "no", "off" -> "false";
            default -> throw new IllegalArgumentException();
        });
    }

    /** Seconds as a plain number, or with a unit: 500ms, 60s, 2m, 1h, 30d. Behind ten years dates would end. */
    static ValueKind duration() {
        return duration(
                "a time span such as 60s, 2m or 30d, of ten years at most", Duration.ZERO, Duration.ofDays(3650));
    }

    /** As {@link #duration}, for what nobody can do in no time. */
    static ValueKind timeout() {
        return duration("a time span from 1ms to 1d", Duration.ofMillis(1), Duration.ofDays(1));
    }

    private static ValueKind duration(String expected, Duration least, Duration most) {
        return new ValueKind(expected, text -> {
            Matcher matcher = DURATION.matcher(text);
            require(matcher.matches());
            String unit = matcher.group(2) == null ? "s" : matcher.group(2);
            Duration span = Duration.of(
                    Long.parseLong(matcher.group(1)),
                    switch (unit) {
                        case "ms" -> ChronoUnit.MILLIS;
                        case "m" -> ChronoUnit.MINUTES;
                        case "h" -> ChronoUnit.HOURS;
                        case "d" -> ChronoUnit.DAYS;
                        default -> ChronoUnit.SECONDS;
                    });
            require(span.compareTo(least) >= 0 && span.compareTo(most) <= 0);
            return matcher.group(1) + unit;
        });
    }

    /** Bytes of a file that comes in, as a plain number or with a unit: 512K, 256M. The server reads no longer bodies. */
    static ValueKind size() {
        return new ValueKind("a size of 500M at most, such as 256M", text -> {
            String size = text.toUpperCase(Locale.ROOT);
            require(SIZE.matcher(size).matches()
                    && new MemorySizeConverter().convert(size).asLongValue() <= LARGEST_FILE);
            return size;
        });
    }

    /** One of these words, in any case; further spellings name the word that they mean. */
    static ValueKind oneOf(List<String> words, Map<String, String> spellings) {
        String expected = String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
        return new ValueKind(expected, text -> {
            String meant = spellings.getOrDefault(text.toLowerCase(Locale.ROOT), text);
            return words.stream()
                    .filter(meant::equalsIgnoreCase)
                    .findFirst()
                    .orElseThrow(IllegalArgumentException::new);
        });
    }

    /** Rate limits, or {@code off}. */
    static ValueKind rateLimits() {
        return new ValueKind(Quotas.FORM, text -> {
            Quotas.parse(text);
            return text;
        });
    }

    /** Addresses and networks, parted by commas. */
    static ValueKind networks() {
        return new ValueKind("addresses or networks such as 10.0.0.0/8", text -> {
            NetworkRange.parseList(text);
            return text;
        });
    }

    /** Headers as OpenTelemetry writes them. */
    static ValueKind headers() {
        return new ValueKind("headers such as name=value,name=value", text -> {
            for (String header : COMMA.split(text, -1)) {
                require(HEADER.matcher(header).matches());
            }
            return text;
        });
    }

    /** A part of a whole. */
    static ValueKind share() {
        return new ValueKind("a number from 0 to 1, such as 0.1", text -> {
            require(SHARE.matcher(text).matches());
            return text;
        });
    }

    static ValueKind redis() {
        return new ValueKind("an address such as redis://:password@host:6379/0", text -> {
            require(text.matches("rediss?://\\S+") && URI.create(text).getHost() != null);
            return text;
        });
    }

    static ValueKind currency() {
        return new ValueKind(
                "an ISO 4217 code such as EUR",
                text -> Currency.getInstance(text.toUpperCase(Locale.ROOT)).getCurrencyCode());
    }

    static ValueKind zone() {
        return new ValueKind("a time zone such as Europe/Dublin", text -> {
            try {
                return ZoneId.of(text).getId();
            } catch (java.time.DateTimeException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }

    /** A web address, without a slash at its end. */
    static ValueKind url() {
        return new ValueKind("a web address such as https://shop.example/path", text -> {
            URI address = URI.create(text);
            require(address.getHost() != null && List.of("http", "https").contains(address.getScheme()));
            return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        });
    }

    /** Origins with commas between. Browsers compare them letter by letter: one that is written otherwise never matches. */
    static ValueKind origins() {
        return new ValueKind(
                "origins such as https://shop.example, in small letters, without a path, with commas between", text -> {
                    List<String> origins = List.of(COMMA.split(text));
                    require(origins.stream()
                            .allMatch(origin ->
                                    origin.equals("*") || ORIGIN.matcher(origin).matches()));
                    return String.join(",", origins);
                });
    }

    /** The id of something, such as a store. */
    static ValueKind id(String of) {
        return new ValueKind("the id of " + of, text -> UUID.fromString(text).toString());
    }

    /** Text of at least so many bytes, from which a key is made. */
    static ValueKind secret(int bytes, String maker) {
        return new ValueKind("at least " + bytes + " bytes long; \"" + maker + "\" makes one", text -> {
            require(text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length >= bytes);
            return text;
        });
    }

    /** Base64 of exactly so many bytes. */
    static ValueKind key(int bytes, String maker) {
        return new ValueKind("base64 of exactly " + bytes + " bytes; \"" + maker + "\" makes one", text -> {
            require(Base64.getDecoder().decode(text).length == bytes);
            return text;
        });
    }

    /** Several such keys, parted by commas. */
    static ValueKind keys(int bytes) {
        return new ValueKind("keys in base64 of exactly " + bytes + " bytes, parted by commas", text -> {
            for (String key : text.split(",", -1)) {
                require(Base64.getDecoder().decode(key.strip()).length == bytes);
            }
            return text;
        });
    }

    private static void require(boolean usable) {
        if (!usable) {
            throw new IllegalArgumentException();
        }
    }
}
