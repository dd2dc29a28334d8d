package aisle.catalog.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aisle.catalog.CatalogData;
import aisle.catalog.products.Product;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.kernel.Unit;
import aisle.platform.db.Database;
import aisle.stores.Store;
import aisle.testing.AisleTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@AisleTest
class OffersTest {
    private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");

    @Inject
    Offers offers;

    @Inject
    Database database;

    @Inject
    CatalogData data;

    private Map<ProductId, Offer> offers(Store store, ProductId... products) {
        return database.read(handle -> offers.offers(handle, store, List.of(products))).stream()
                .collect(Collectors.toMap(Offer::productId, Function.identity()));
    }

    @Test
    void aStoresOwnPriceCountsFromItsDayOn() {
        Store store = data.store(null, "USD");
        Store other = data.store(null, "USD");
        ProductId product = data.product(CatalogData.unique("Milk "), "2.50").id();
        data.sell(store.id(), product);
        data.sell(other.id(), product);
        data.ownPrice(store.id(), product, Money.of("2.10", "USD"), PAST);
        data.ownPrice(store.id(), product, Money.of("2.20", "USD"), PAST.plusSeconds(60));

        assertEquals(
                Money.of("2.20", "USD"), offers(store, product).get(product).price());
        assertEquals(
                Money.of("2.50", "USD"), offers(other, product).get(product).price());
    }

    @Test
    void theNewestRateOfTheStoresCountryApplies() {
        Store there = data.store("ZW", "USD");
        Store elsewhere = data.store("ZM", "USD");
        Store nowhere = data.store(null, "USD");
        ProductId product = data.product(CatalogData.unique("Tea "), "1.00").id();
        data.sql("DELETE FROM tax_rate WHERE country IN ('ZW', 'ZM')");
        String rate = "INSERT INTO tax_rate (country, tax_class, valid_from, rate) VALUES ('ZW', ?, ?, ?)";
        data.sql(rate, "STANDARD", LocalDate.parse("2010-01-01"), new BigDecimal("0.1400"));
        data.sql(rate, "STANDARD", LocalDate.parse("2020-01-01"), new BigDecimal("0.1550"));
        data.sql(rate, "STANDARD", LocalDate.parse("2190-01-01"), new BigDecimal("0.9900"));
        data.sql(rate, "REDUCED", LocalDate.parse("2021-01-01"), new BigDecimal("0.0100"));

        assertEquals(
                0,
                new BigDecimal("0.155")
                        .compareTo(offers(there, product).get(product).taxRate()));
        assertEquals(0, offers(elsewhere, product).get(product).taxRate().signum());
        assertEquals(0, offers(nowhere, product).get(product).taxRate().signum());
    }

    @Test
    void onlyWhatIsActiveAndInTheAssortmentIsSellable() {
        Store store = data.store(null, "USD");
        Store euros = data.store(null, "EUR");
        Product sold = data.product(CatalogData.unique("Sold "), "1.00");
        ProductId draft = data.product(CatalogData.unique("Draft "), "1.00").id();
        ProductId deleted = data.product(CatalogData.unique("Deleted "), "1.00").id();
        ProductId notHere =
                data.product(CatalogData.unique("Elsewhere "), "1.00").id();
        ProductId unknown = new ProductId(UUID.randomUUID());
        for (ProductId product : List.of(sold.id(), draft, deleted)) {
            data.sell(store.id(), product);
        }
        data.sell(euros.id(), sold.id());
        data.sql("UPDATE product SET status = 'DRAFT' WHERE id = ?", draft);
        data.sql("UPDATE product SET deleted_at = ? WHERE id = ?", PAST, deleted);

        Map<ProductId, Offer> found = offers(store, sold.id(), sold.id(), draft, deleted, notHere, unknown);

        assertEquals(
                Map.of(sold.id(), true, draft, false, deleted, false, notHere, false),
                found.values().stream().collect(Collectors.toMap(Offer::productId, Offer::sellable)));
        Offer offer = found.get(sold.id());
        assertEquals(
                new Offer(
                        sold.id(),
                        sold.sku(),
                        sold.name(),
                        Unit.EACH,
                        Money.of("1.00", "USD"),
                        "STANDARD",
                        offer.taxRate(),
                        Quantity.ZERO,
                        true),
                offer);
        assertEquals(false, offers(euros, sold.id()).get(sold.id()).sellable());
        data.ownPrice(euros.id(), sold.id(), Money.of("0.90", "EUR"), PAST);
        assertEquals(
                Money.of("0.90", "EUR"), offers(euros, sold.id()).get(sold.id()).price());
        assertEquals(true, offers(euros, sold.id()).get(sold.id()).sellable());
    }

    @Test
    void anUnknownStoreOffersNothing() {
        StoreId unknown = new StoreId(UUID.randomUUID());
        ProductId product = new ProductId(UUID.randomUUID());
        DomainError refusal = assertThrows(
                DomainError.class, () -> database.read(handle -> offers.offers(handle, unknown, List.of(product))));
        assertEquals(ErrorCode.STORE_NOT_FOUND, refusal.code());
    }
}
