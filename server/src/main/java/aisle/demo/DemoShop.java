package aisle.demo;

import aisle.accounts.NewUser;
import aisle.accounts.User;
import aisle.accounts.Users;
import aisle.accounts.passwords.PasswordHash;
import aisle.accounts.passwords.PasswordHashes;
import aisle.imports.ImportKind;
import aisle.imports.ImportOptions;
import aisle.imports.ImportResult;
import aisle.imports.ImportStatus;
import aisle.imports.Imports;
import aisle.inventory.Inventory;
import aisle.inventory.StockAdjustment;
import aisle.inventory.StockSettings;
import aisle.inventory.StockWish;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.platform.db.Database;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import aisle.settings.Settings;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens the demo shop. Every step looks at what is there and adds what is missing, so that a start that was killed
 * half-way is completed by the next one. Once it is complete it belongs to whoever tries it out: what was changed or
 * removed since stays so.
 */
@Singleton
public class DemoShop {
    /** Stock is counted in transactions of this many products: quick, and none holds its locks for long. */
    private static final int BATCH = 50;

    private static final Actor ACTOR = Actor.system("command:demo");
    private static final String DELIVERY_SOURCE = "harbour";

    private final DemoDao dao = new DemoDao();
    private final DemoFiles files;
    private final Database database;
    private final Stores stores;
    private final Imports imports;
    private final Inventory inventory;
    private final Users users;
    private final PasswordHashes hashes;
    private final Settings settings;
    private final Time time;

    DemoShop(
            Json json,
            Database database,
            Stores stores,
            Imports imports,
            Inventory inventory,
            Users users,
            PasswordHashes hashes,
            Settings settings,
            Time time) {
        this.files = new DemoFiles(json);
        this.database = database;
        this.stores = stores;
        this.imports = imports;
        this.inventory = inventory;
        this.users = users;
        this.hashes = hashes;
        this.settings = settings;
        this.time = time;
    }

    /** Loads what is missing; the password is for accounts that are created now. */
    public void open(String password) {
        if (database.read(dao::isLoaded)) {
            return;
        }
        files.stores().forEach(this::openStore);
        database.transaction(tx -> {
            files.taxRates().forEach(rate -> dao.insertTaxRate(tx, rate, time.now()));
            if (settings.deliverySource(tx.handle()) == null) {
                settings.setDeliverySource(tx, null, storeId(DELIVERY_SOURCE));
            }
            return true;
        });
        importProducts();
        fillStores();
        DemoAccount.ALL.forEach(account -> register(account, password));
        database.transaction(tx -> {
            dao.markLoaded(tx, time.now());
            return true;
        });
    }

    /** The id of a demo store is made from its key, so that a later start finds it under any name. */
    private static StoreId storeId(String key) {
        return new StoreId(UUID.nameUUIDFromBytes(("aisle-demo-store/" + key).getBytes(StandardCharsets.UTF_8)));
    }

    private void openStore(DemoFiles.DemoStore store) {
        StoreId id = storeId(store.key());
        try {
            stores.get(id);
        } catch (DomainError e) {
            if (e.code() != ErrorCode.STORE_NOT_FOUND) {
                throw e;
            }
            database.transaction(tx -> stores.put(tx, ACTOR, id, ExpectedVersion.ANY, store.details()));
        }
    }

    private void importProducts() {
        Path file = files.products();
        try {
            ImportOptions options = new ImportOptions(null, Currency.getInstance("EUR"), null, false);
            ImportResult result = imports.run(ACTOR, ImportKind.PRODUCTS, file, options, job -> {});
            if (result.job().status() != ImportStatus.COMPLETED
                    || !result.errors().isEmpty()) {
                throw new IllegalStateException("the demo's products were not imported: " + result);
            }
        } finally {
            delete(file);
        }
    }

    private void fillStores() {
        List<DemoFiles.Stock> stock = files.stock();
        List<String> skus = stock.stream().map(DemoFiles.Stock::sku).distinct().toList();
        Map<String, ProductId> products = database.read(handle -> dao.productsBySku(handle, skus));
        for (DemoFiles.DemoStore store : files.stores()) {
            StoreId id = storeId(store.key());
            Set<ProductId> stocked = database.read(handle -> dao.stockedIn(handle, id));
            List<DemoFiles.Stock> missing = new ArrayList<>();
            for (DemoFiles.Stock row : stock) {
                if (row.store().equals(store.key()) && !stocked.contains(products.get(row.sku()))) {
                    missing.add(row);
                }
            }
            for (int from = 0; from < missing.size(); from += BATCH) {
                count(id, missing.subList(from, Math.min(missing.size(), from + BATCH)), products);
            }
        }
    }

    private void count(StoreId store, List<DemoFiles.Stock> rows, Map<String, ProductId> products) {
        database.transaction(tx -> {
            for (DemoFiles.Stock row : rows) {
                ProductId product = products.get(row.sku());
                if (product == null) {
                    throw new IllegalStateException("the demo's stock names an unknown product: " + row.sku());
                }
                StockSettings settingsOfStore = new StockSettings(
                        row.binLocation(), quantity(row.reorderPoint()), quantity(row.reorderQuantity()), null);
                inventory.change(
                        tx,
                        ACTOR,
                        new StockWish(
                                store,
                                product,
                                ExpectedVersion.ANY,
                                StockAdjustment.count(new Quantity(row.onHand())),
                                before -> settingsOfStore,
                                true,
                                null));
            }
            return true;
        });
    }

    private static @Nullable Quantity quantity(@Nullable BigDecimal value) {
        return value == null ? null : new Quantity(value);
    }

    private void register(DemoAccount account, String password) {
        if (database.read(handle -> users.findByEmail(handle, account.email())).isPresent()) {
            return;
        }
        PasswordHash hash = hashes.hash("password", password, account.email());
        database.transaction(tx -> {
            User user = users.create(
                    tx, ACTOR, new NewUser(account.email(), account.fullName(), null, account.role(), hash));
            return account.store().isEmpty()
                    ? user
                    : users.setStores(tx, ACTOR, user.id(), ExpectedVersion.ANY, List.of(storeId(account.store())));
        });
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
