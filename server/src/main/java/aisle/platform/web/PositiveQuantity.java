package aisle.platform.web;

import aisle.kernel.Quantity;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A quantity above zero. Whether it must be whole depends on the product and is checked there. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PositiveQuantity.Validator.class)
public @interface PositiveQuantity {
    String message() default "must be greater than 0";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Leaves null to {@code @NotNull}. */
    final class Validator implements ConstraintValidator<PositiveQuantity, Quantity> {
        @Override
        public boolean isValid(@Nullable Quantity quantity, ConstraintValidatorContext context) {
            return quantity == null || quantity.isPositive();
        }
    }
}
