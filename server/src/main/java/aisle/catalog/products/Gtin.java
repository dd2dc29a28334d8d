package aisle.catalog.products;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trade item numbers, as under bar codes: 8, 12, 13 or 14 digits, the last of them a check digit (GS1 General
 * Specifications, section 7.9).
 */
public final class Gtin {
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Set<Integer> LENGTHS = Set.of(8, 12, 13, 14);

    private Gtin() {}

    /** Whether a text is such a number. */
    public static boolean isValid(String text) {
        return LENGTHS.contains(text.length()) && DIGITS.matcher(text).matches() && weightedSum(text) % 10 == 0;
    }

    /** Digits count three times and once by turns, from the right; the check digit itself counts once. */
    private static int weightedSum(String digits) {
        int sum = 0;
        for (int fromRight = 0; fromRight < digits.length(); fromRight++) {
            int digit = digits.charAt(digits.length() - 1 - fromRight) - '0';
            sum += fromRight % 2 == 0 ? digit : 3 * digit;
        }
        return sum;
    }

    /**
     * All the ways to write one number: a scanner tells 13 digits where 12 are printed, because zeros in front mean
     * nothing. Empty when this is no valid number.
     */
    public static List<String> writings(String text) {
        if (!isValid(text)) {
            return List.of();
        }
        String longest = "0".repeat(14 - text.length()) + text;
        return Stream.of(8, 12, 13, 14)
                .filter(length -> longest.substring(0, 14 - length).chars().allMatch(digit -> digit == '0'))
                .map(length -> longest.substring(14 - length))
                .toList();
    }

    /** Demands a valid number; null is fine. */
    @Constraint(validatedBy = Validator.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Valid {
        String message() default "must be a GTIN of 8, 12, 13 or 14 digits with the right check digit";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Checks {@link Valid}. */
    public static final class Validator implements ConstraintValidator<Valid, String> {
        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            return value == null || Gtin.isValid(value);
        }
    }
}
