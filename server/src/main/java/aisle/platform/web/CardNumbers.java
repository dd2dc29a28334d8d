package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.ErrorCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps card numbers out, wherever in a body somebody puts one: whoever stores them, or only logs them, has to answer for them
 * (PCI DSS). What looks like one is 12 to 19 digits with the check digit of cards, in one piece or in the groups of cards.
 * Digits between letters, and those of a UUID, are part of some other name: of tokens that look like that one in ten would
 * have the check digit.
 */
final class CardNumbers {
    private static final Pattern DIGITS = Pattern.compile("(?<![0-9A-Za-z])(?<![0-9A-Fa-f]{4}-)"
            + "(?:[0-9]{12,19}|[0-9]{4}(?:[ .-][0-9]{4}){2,3}(?:[ .-][0-9]{1,4})?|[0-9]{4}[ .-][0-9]{6}[ .-][0-9]{4,5})"
            + "(?![0-9A-Za-z])");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SEPARATOR = Pattern.compile("[ .-]");
    private static final int RADIX = 10;

    private CardNumbers() {}

    /** @throws DomainError {@link ErrorCode#CARD_NUMBER_REFUSED} naming the members and never saying what is in them */
    static void refuse(byte[] body) {
        List<FieldError> found = new ArrayList<>();
        try {
            search(JSON.readTree(body), "", found);
        } catch (IOException e) {
            // Its syntax will be refused, and that refusal should not come to see the number either.
            if (isIn(new String(body, StandardCharsets.UTF_8))) {
                found.add(error(""));
            }
        }
        if (!found.isEmpty()) {
            throw new DomainError(
                    ErrorCode.CARD_NUMBER_REFUSED,
                    "This looks like a card number, which is never taken here. Send the provider's token.",
                    Map.of("fields", found));
        }
    }

    private static void search(JsonNode node, String path, List<FieldError> found) {
        if (node.isObject()) {
            node.properties().forEach(member -> {
                boolean isName = isIn(member.getKey());
                String name = isName ? "…" : member.getKey();
                String place = path.isEmpty() ? name : path + "." + name;
                if (isName) {
                    found.add(error(place));
                }
                search(member.getValue(), place, found);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                search(node.get(i), path + "[" + i + "]", found);
            }
        } else if (node.isValueNode() && isIn(node.asText())) {
            found.add(error(path));
        }
    }

    private static FieldError error(String place) {
        return new FieldError(place, "card_number", "This looks like a card number.");
    }

    /** Whether a text has what looks like a card number in it. */
    static boolean isIn(String text) {
        Matcher run = DIGITS.matcher(text);
        while (run.find()) {
            if (hasCheckDigit(SEPARATOR.matcher(run.group()).replaceAll(""))) {
                return true;
            }
        }
        return false;
    }

    /** ISO/IEC 7812, annex B: every second digit from the right counts double. */
    private static boolean hasCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed / RADIX + weighed % RADIX;
        }
        return sum % RADIX == 0;
    }
}
