package aisle.accounts.profile;

import aisle.kernel.ProductId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something that a user would like to have some day. What it costs tells the catalog. */
@Schema(name = "Wish")
public record Wish(ProductId productId, String sku, String name, Instant addedAt) {}
