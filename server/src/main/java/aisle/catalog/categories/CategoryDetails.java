package aisle.catalog.categories;

import aisle.kernel.CategoryId;
import aisle.kernel.NameRules;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What can be said of a category. Without a parent it is a root. */
@Schema(name = "CategoryDetails")
public record CategoryDetails(
        @NotBlank
        @Size(max = CategoryDetails.LONGEST_NAME)
        @Pattern(regexp = "[^>]*", message = "must not contain >, which separates the names of a path")
        @Pattern(regexp = NameRules.FORM, message = NameRules.MESSAGE)
        String name,

        @Nullable CategoryId parentId,
        @Nullable @Min(0) @Max(1_000_000) Integer position,
        @Nullable Boolean active) {
    static final int LONGEST_NAME = 100;

    CategoryDetails withActive(boolean wanted) {
        return new CategoryDetails(name, parentId, position, wanted);
    }

    static CategoryDetails of(Category category) {
        return new CategoryDetails(category.name(), category.parentId(), category.position(), category.active());
    }
}
