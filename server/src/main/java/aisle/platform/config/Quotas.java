package aisle.platform.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a rate limit: {@code 300 per minute}, {@code 200 per day, 50 per hour}, {@code 10/2 hours}, {@code off}. */
public final class Quotas {
    /** What such a text looks like; ends the sentence "RATE_LIMIT_DEFAULTS must be …". */
    public static final String FORM = "off, or limits such as \"300 per minute\" or \"200 per day, 50 per hour\"";

    private static final String OFF = "off";
    private static final Pattern ONE =
            Pattern.compile("(\\d{1,9})\\s*(?:per\\b|/)\\s*(\\d{1,4})?\\s*(second|minute|hour|day)s?");
    private static final Duration LONGEST = Duration.ofDays(31);

    private Quotas() {}

    /** Whether the text switches every limit off, the strict ones included. */
    public static boolean isOff(String text) {
        return OFF.equalsIgnoreCase(text.strip());
    }

    /**
     * Reads a list of quotas, parted by commas or semicolons; all of them hold. None when the text is {@code off}.
     *
     * @throws IllegalArgumentException when it is not {@link #FORM}, a span is named twice or longer than a month
     */
    public static List<Quota> parse(String text) {
        if (isOff(text)) {
            return List.of();
        }
        List<Quota> quotas = new ArrayList<>();
        for (String part : text.split("[,;]", -1)) {
            Quota quota = one(part.strip().toLowerCase(Locale.ROOT));
            if (quotas.stream().anyMatch(other -> other.window().equals(quota.window()))) {
                throw new IllegalArgumentException("the same span twice: " + text);
            }
            quotas.add(quota);
        }
        return List.copyOf(quotas);
    }

    private static Quota one(String text) {
        Matcher matcher = ONE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a rate limit: " + text);
        }
        int multiple = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
        Duration unit = switch (matcher.group(3)) {
            case "second" -> Duration.ofSeconds(1);
            case "minute" -> Duration.ofMinutes(1);
            case "hour" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
        Duration window = unit.multipliedBy(multiple);
        if (window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("longer than a month: " + text);
        }
        return new Quota(Integer.parseInt(matcher.group(1)), window);
    }
}
