package aisle.imports;

import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.StoreId;
import aisle.platform.json.Currencies;
import aisle.platform.json.IdText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;

/** An upload as a client sends it, {@code multipart/form-data}. A part that is misspelt is refused, not overlooked. */
record ImportForm(Path file, long size, String fileName, ImportOptions options) {
    private static final Set<String> OF_STOCK = Set.of("file", "mapping", "store_id", "dry_run");
    private static final Set<String> OF_PRODUCTS = Set.of("file", "mapping", "currency", "store_id", "dry_run");

    /** The parts of stock, for the OpenAPI document. */
    @Schema(name = "StockImportForm", requiredProperties = "file")
    record StockParts(
            @Schema(type = SchemaType.STRING, format = "binary")
            Object file,

            @Schema(example = "sku=article,store=branch,on_hand=counted") @Nullable
            String mapping,

            @Nullable UUID storeId,
            @Nullable Boolean dryRun) {}

    /** The parts of products, for the OpenAPI document. */
    @Schema(name = "ProductImportForm", requiredProperties = "file")
    record ProductParts(
            @Schema(type = SchemaType.STRING, format = "binary")
            Object file,

            @Schema(example = "sku=index,name=product,category=category>sub_category,price=sale_price") @Nullable
            String mapping,

            @Schema(example = "USD") @Nullable String currency,
            @Nullable UUID storeId,
            @Nullable Boolean dryRun) {}

    /** @throws DomainError naming every wrong part */
    static ImportForm ofProducts(MultipartFormDataInput input) {
        return of(input, OF_PRODUCTS, "products.csv");
    }

    /** @throws DomainError naming every wrong part */
    static ImportForm ofStock(MultipartFormDataInput input) {
        return of(input, OF_STOCK, "inventory.csv");
    }

    private static ImportForm of(MultipartFormDataInput input, Set<String> parts, String unnamed) {
        Map<String, Collection<FormValue>> values = input.getValues();
        List<FieldError> problems = new ArrayList<>();
        for (String name : values.keySet()) {
            if (name == null || !parts.contains(name)) {
                problems.add(new FieldError(
                        name == null || name.isBlank() ? "\"\"" : name, "unknown", "There is no such part here."));
            } else if (values.get(name).size() > 1) {
                problems.add(new FieldError(name, "invalid", "must be there once only"));
            }
        }
        FormValue file = first(values, "file");
        if (file == null || !file.isFileItem()) {
            problems.add(new FieldError("file", "required", "must be a CSV file with a file name"));
        }
        Currency currency = currency(text(values, "currency"), problems);
        StoreId storeId = storeId(text(values, "store_id"), problems);
        boolean dryRun = dryRun(text(values, "dry_run"), problems);
        if (!problems.isEmpty() || file == null) {
            throw DomainError.invalid(problems);
        }
        try {
            return new ImportForm(
                    file.getFileItem().getFile(),
                    file.getFileItem().getFileSize(),
                    fileName(file, unnamed),
                    new ImportOptions(text(values, "mapping"), currency, storeId, dryRun));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FormValue first(Map<String, Collection<FormValue>> values, String name) {
        return values.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
    }

    private static @Nullable String text(Map<String, Collection<FormValue>> values, String name) {
        FormValue value = first(values, name);
        return value == null || value.isFileItem() || value.getValue().isBlank()
                ? null
                : value.getValue().strip();
    }

    /** For people only, so it is shortened rather than refused. */
    private static String fileName(FormValue file, String unnamed) {
        String name = file.getFileName() == null ? "" : file.getFileName().replaceAll("\\p{Cntrl}", "");
        return name.isBlank() ? unnamed : name.substring(0, Math.min(name.length(), 200));
    }

    private static @Nullable Currency currency(@Nullable String text, List<FieldError> problems) {
        Currency currency = text == null ? null : Currencies.parse(text);
        if (text != null && currency == null) {
            problems.add(new FieldError("currency", "invalid", Currencies.EXPECTED));
        }
        return currency;
    }

    private static @Nullable StoreId storeId(@Nullable String text, List<FieldError> problems) {
        if (text == null) {
            return null;
        }
        UUID id = IdText.parse(text);
        if (id == null) {
            problems.add(new FieldError("store_id", "invalid", "must be a UUID"));
            return null;
        }
        return new StoreId(id);
    }

    private static boolean dryRun(@Nullable String text, List<FieldError> problems) {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            problems.add(new FieldError("dry_run", "invalid", "must be true or false"));
        }
        return "true".equals(text);
    }
}
