package aisle.platform.web;

import aisle.platform.json.MoneyInput;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.jspecify.annotations.Nullable;

/** Demands an amount of zero or more; null is fine. */
@Constraint(validatedBy = NotNegative.Validator.class)
@Retention(RetentionPolicy.RUNTIME)
public @interface NotNegative {
    String message() default "must not be negative";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Checks {@link NotNegative}. */
    final class Validator implements ConstraintValidator<NotNegative, MoneyInput> {
        @Override
        public boolean isValid(@Nullable MoneyInput value, ConstraintValidatorContext context) {
            return value == null || value.amount().signum() >= 0;
        }
    }
}
