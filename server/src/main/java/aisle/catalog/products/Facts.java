package aisle.catalog.products;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Demands a JSON object of a size that a product page can carry; null is fine. */
@Constraint(validatedBy = Facts.Validator.class)
@Retention(RetentionPolicy.RUNTIME)
@interface Facts {
    String message() default "must hold at most 500 values and 16000 characters, names included, at most 6 levels deep";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Checks {@link Facts}. */
    final class Validator implements ConstraintValidator<Facts, Map<String, Object>> {
        private static final int MOST_VALUES = 500;
        private static final int MOST_CHARACTERS = 16_000;
        private static final int DEEPEST = 6;

        @Override
        public boolean isValid(@Nullable Map<String, Object> value, ConstraintValidatorContext context) {
            if (value == null) {
                return true;
            }
            Measure measure = new Measure();
            measure.add(value, 1);
            return measure.values <= MOST_VALUES + 1
                    && measure.characters <= MOST_CHARACTERS
                    && measure.depth <= DEEPEST;
        }

        private static final class Measure {
            private int values;
            private int characters;
            private int depth;

            private void add(@Nullable Object value, int level) {
                values++;
                switch (value) {
                    case Map<?, ?> object -> {
                        depth = Math.max(depth, level);
                        object.forEach((name, member) -> {
                            characters += name.toString().length();
                            add(member, level + 1);
                        });
                    }
                    case Collection<?> list -> {
                        depth = Math.max(depth, level);
                        list.forEach(element -> add(element, level + 1));
                    }
                    case null -> characters += "null".length();
                    default -> characters += value.toString().length();
                }
            }
        }
    }
}
