package aisle.tags;

import aisle.kernel.NameRules;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What can be said of a tag. */
@Schema(name = "TagDetails")
public record TagDetails(
        @NotBlank @Size(max = 100) @Pattern(regexp = NameRules.FORM, message = NameRules.MESSAGE)
        String name) {}
