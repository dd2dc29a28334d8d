package aisle.catalog.search;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may mean who types.
 *
 * @param text to be searched for or shown
 * @param id of the product or the category; null for a brand
 */
@Schema(name = "Suggestion")
public record Suggestion(Kind kind, String text, @Nullable UUID id) {
    /** What is suggested. */
    @Schema(name = "SuggestionKind")
    public enum Kind {
        CATEGORY,
        BRAND,
        PRODUCT
    }
}
