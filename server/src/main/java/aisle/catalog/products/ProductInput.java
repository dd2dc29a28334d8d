package aisle.catalog.products;

import aisle.catalog.categories.Categories;
import aisle.kernel.Actor;
import aisle.kernel.CategoryId;
import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ProductId;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Tx;
import aisle.platform.json.MoneyInput;
import jakarta.inject.Singleton;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns what is said of a product into what is written of it. */
@Singleton
class ProductInput {
    private final Categories categories;
    private final VariantGroups groups;
    private final Currency currency;

    ProductInput(Categories categories, VariantGroups groups, AisleConfig config) {
        this.categories = categories;
        this.groups = groups;
        this.currency = config.chain().currency();
    }

    /**
     * The row of these details. Categories and groups of variants that are missing are created.
     *
     * @param before the product so far, whose SKU and slug stay when none are said; null for a new one
     * @throws DomainError {@link ErrorCode#CURRENCY_MISMATCH}; {@link ErrorCode#VALIDATION_ERROR} when there is no such
     *     category, or options without a group
     */
    ProductRow row(Tx tx, Actor actor, ProductId id, ProductDetails details, @Nullable Product before) {
        if (details.category() != null && details.categoryId() != null) {
            throw twoCategories();
        }
        Map<String, String> options = Objects.requireNonNullElse(details.options(), Map.of());
        FieldError optionsAlone = ProductRules.optionsWithoutGroup(details);
        if (optionsAlone != null) {
            throw DomainError.invalid(List.of(optionsAlone));
        }
        String name = details.name();
        String sku = details.sku() != null ? details.sku() : before == null ? ProductNames.sku(name) : before.sku();
        String slug =
                details.slug() != null ? details.slug() : before == null ? ProductNames.slug(name, sku) : before.slug();
        MoneyInput oldPrice = details.oldPrice();
        CategoryId category = category(tx, actor, details);
        if (details.group() != null) {
            groups.make(tx, actor, details.group(), name);
        }
        return new ProductRow(
                id,
                sku,
                details.gtin(),
                name,
                slug,
                details.description(),
                details.brand(),
                category,
                ProductDefaults.unit(details),
                details.price().in(currency),
                oldPrice == null ? null : oldPrice.in(currency),
                ProductDefaults.taxClass(details),
                ProductDefaults.isOrganic(details),
                details.nutritionalInfo(),
                Objects.requireNonNullElse(details.attributes(), Map.of()),
                Images.ordered(details.images(), details.imageUrl()),
                ProductDefaults.status(details),
                details.group() == null ? null : details.group().handle(),
                options);
    }

    /** Of the members that say one thing twice, the one that was changed counts; who leaves a group leaves its options. */
    static ProductDetails settle(ProductDetails was, ProductDetails is) {
        boolean sameCategoryId = Objects.equals(was.categoryId(), is.categoryId());
        boolean sameCategory = Objects.equals(was.category(), is.category());
        if (!sameCategoryId && !sameCategory && is.categoryId() != null && is.category() != null) {
            throw twoCategories();
        }
        CategoryId categoryId = sameCategoryId && !sameCategory ? null : is.categoryId();
        String category = sameCategory || !sameCategoryId && is.category() == null ? null : is.category();
        boolean sameImageUrl = Objects.equals(was.imageUrl(), is.imageUrl());
        List<ProductDetails.ImageDetails> images = is.images();
        if (!sameImageUrl && Objects.equals(was.images(), is.images())) {
            images = images == null || images.isEmpty() ? List.of() : images.subList(1, images.size());
        }
        boolean hasLeft = is.group() == null && Objects.equals(was.options(), is.options());
        return new ProductDetails(
                is.sku(),
                is.gtin(),
                is.name(),
                is.slug(),
                is.description(),
                is.brand(),
                categoryId,
                category,
                is.unit(),
                is.price(),
                is.oldPrice(),
                is.taxClass(),
                is.isOrganic(),
                is.nutritionalInfo(),
                is.attributes(),
                images,
                sameImageUrl ? null : is.imageUrl(),
                is.status(),
                is.group(),
                hasLeft ? null : is.options());
    }

    private @Nullable CategoryId category(Tx tx, Actor actor, ProductDetails details) {
        if (details.category() != null) {
            return categories.resolve(tx, actor, details.category());
        }
        if (details.categoryId() != null && !categories.hold(tx, details.categoryId())) {
            throw DomainError.invalid("category_id", "not_found", "There is no category with this id.");
        }
        return details.categoryId();
    }

    private static DomainError twoCategories() {
        return DomainError.invalid("category", "ambiguous", "Send category_id or category, not both.");
    }
}
