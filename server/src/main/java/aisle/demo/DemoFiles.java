package aisle.demo;

import aisle.platform.json.Json;
import aisle.stores.OpeningHours;
import aisle.stores.StoreAddress;
import aisle.stores.StoreDetails;
import aisle.stores.Weekday;
import com.fasterxml.jackson.core.type.TypeReference;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the demo shop's files. */
final class DemoFiles {
    /** A store; its key is how the other files call it. */
    record DemoStore(
            String key,
            String name,
            StoreAddress address,
            ZoneId timezone,
            Currency currency,
            boolean delivers,
            List<String> postcodes,
            Map<Weekday, List<OpeningHours>> openingHours) {

        StoreDetails details() {
            return new StoreDetails(name, address, timezone, currency, delivers, true, openingHours, postcodes, true);
        }
    }

    record TaxRate(String country, String taxClass, String rate, LocalDate validFrom) {}

    record Stock(
            String store,
            String sku,
            BigDecimal onHand,
            @Nullable String binLocation,
            @Nullable BigDecimal reorderPoint,
            @Nullable BigDecimal reorderQuantity) {}

    private static final TypeReference<List<DemoStore>> STORES = new TypeReference<>() {};
    private static final TypeReference<List<TaxRate>> TAX_RATES = new TypeReference<>() {};

    private final Json json;

    DemoFiles(Json json) {
        this.json = json;
    }

    List<DemoStore> stores() {
        return json.read(text("stores.json"), STORES);
    }

    List<TaxRate> taxRates() {
        return json.read(text("tax_rates.json"), TAX_RATES);
    }

    List<Stock> stock() {
        return CsvReader.builder().ofNamedCsvRecord(text("stock.csv")).stream()
                .map(row -> new Stock(
                        row.getField("store"),
                        row.getField("sku"),
                        new BigDecimal(row.getField("on_hand")),
                        filled(row, "bin_location"),
                        number(row, "reorder_point"),
                        number(row, "reorder_quantity")))
                .toList();
    }

    /** The products as a file of its own, which the import wants; the caller deletes it. */
    Path products() {
        try (InputStream resource = open("products.csv")) {
            Path file = Files.createTempFile("demo-products", ".csv");
            Files.copy(resource, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String filled(NamedCsvRecord row, String column) {
        String value = row.getField(column);
        return value.isEmpty() ? null : value;
    }

    private static @Nullable BigDecimal number(NamedCsvRecord row, String column) {
        String value = filled(row, column);
        return value == null ? null : new BigDecimal(value);
    }

    private static String text(String name) {
        try (InputStream resource = open(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream resource = DemoFiles.class.getResourceAsStream("/demo/" + name);
        if (resource == null) {
            throw new IOException("the demo file " + name + " is missing");
        }
        return resource;
    }
}
