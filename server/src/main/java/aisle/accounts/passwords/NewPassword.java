package aisle.accounts.passwords;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * A password that someone chooses, see {@link PasswordRules}; each rule is a constraint with a code of its own. Whether it
 * is like the address is checked where the address is known. A missing one is left to {@code @NotNull}.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@NewPassword.PasswordLength
@NewPassword.UncommonPassword
@Pattern(regexp = "[^\\p{Cc}]*", message = PasswordRules.CONTROL_MESSAGE)
public @interface NewPassword {
    String message() default PasswordRules.LENGTH_MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** From 8 to 128 characters. */
    @Target(ElementType.ANNOTATION_TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = LengthCheck.class)
    @interface PasswordLength {
        String message() default PasswordRules.LENGTH_MESSAGE;

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Not one that everybody tries first. */
    @Target(ElementType.ANNOTATION_TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = UncommonCheck.class)
    @interface UncommonPassword {
        String message() default PasswordRules.COMMON_MESSAGE;

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Checks {@link PasswordLength}. */
    final class LengthCheck implements ConstraintValidator<PasswordLength, String> {
        @Override
        public boolean isValid(@Nullable String password, ConstraintValidatorContext context) {
            return password == null || !PasswordRules.isRefusedAs(password, "length");
        }
    }

    /** Checks {@link UncommonPassword}. */
    final class UncommonCheck implements ConstraintValidator<UncommonPassword, String> {
        @Override
        public boolean isValid(@Nullable String password, ConstraintValidatorContext context) {
            return password == null || !PasswordRules.isRefusedAs(password, "common");
        }
    }
}
