package aisle.catalog.products;

import aisle.kernel.DomainError.FieldError;
import aisle.platform.web.FieldErrors;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold of every product, however it comes in: the rules of {@link ProductDetails}, and those between its members. */
@Singleton
public class ProductRules {
    private final Validator validator;

    ProductRules(Validator validator) {
        this.validator = validator;
    }

    /** Everything that is wrong with a product, as a client would be told; empty when nothing is. */
    public List<FieldError> problems(ProductDetails details) {
        List<FieldError> problems = new ArrayList<>(FieldErrors.of(validator.validate(details)));
        FieldError options = optionsWithoutGroup(details);
        if (options != null) {
            problems.add(options);
        }
        return problems;
    }

    static @Nullable FieldError optionsWithoutGroup(ProductDetails details) {
        return details.group() != null
                        || details.options() == null
                        || details.options().isEmpty()
                ? null
                : new FieldError("options", "invalid", "Options tell the variants of a group apart: send a group too.");
    }
}
