package aisle.settings;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StoreId;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Tx;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.settings.Settings.Stored;
import aisle.stores.Store;
import aisle.stores.StoreAddress;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What administrators decide while the shop runs: for the chain, or for one store instead, from now on or from a moment to
 * come. It is read with each order, so that every node knows it at once.
 */
@Singleton
public class ShopSettings {
    private static final String CHANGES = "settings";

    private final SettingValueDao dao = new SettingValueDao();
    private final Settings settings;
    private final Stores stores;
    private final AisleConfig config;
    private final Audit audit;
    private final Time time;
    private final Ids ids;

    ShopSettings(Settings settings, Stores stores, AisleConfig config, Audit audit, Time time, Ids ids) {
        this.settings = settings;
        this.stores = stores;
        this.config = config;
        this.audit = audit;
        this.time = time;
        this.ids = ids;
    }

    /** What holds for a store now. One statement. */
    public SettingsOfStore ofStore(Handle handle, Store store) {
        StoreAddress address = store.address();
        return dao.ofStore(
                handle,
                store.id(),
                address == null ? null : address.country(),
                time.now(),
                time.today(store.timezone()));
    }

    /** A number that holds for the chain now. One statement. */
    public int number(Handle handle, SettingKey key) {
        String value = dao.ofChain(handle, key, time.now());
        String ordinary = value == null ? key.ordinary() : value;
        if (ordinary == null) {
            throw new IllegalStateException(key + " has no default");
        }
        return Integer.parseInt(ordinary);
    }

    /**
     * Everything that holds and that will.
     *
     * @param version how often anything was changed
     */
    record Overview(List<SettingEntry> entries, List<TaxRate> taxRates, long version) {}

    /**
     * What holds now, and what is to hold later.
     *
     * @param store whose own settings are told too
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}
     */
    Overview overview(Handle handle, @Nullable StoreId store) {
        if (store != null) {
            stores.get(handle, store);
        }
        return new Overview(
                dao.inForce(handle, store, time.now()),
                dao.taxRates(handle),
                settings.get(handle, CHANGES, Long.class).version());
    }

    /** Whoever decided what, the newest first. */
    Page<SettingEntry> history(Handle handle, PageRequest page) {
        return dao.history(handle, page);
    }

    /**
     * Decides. It holds from the commit on, or from when each says.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED},
     *     {@link ErrorCode#VALIDATION_ERROR}
     */
    Overview change(Tx tx, Actor actor, ExpectedVersion expected, SettingsChange change) {
        Stored<Long> changes = settings.lock(tx, CHANGES, Long.class);
        expected.mustAllow(changes.version());
        Store store = change.storeId() == null ? null : stores.hold(tx, change.storeId());
        Currency currency = store == null ? config.chain().currency() : store.currency();
        Instant now = time.now();
        SettingRules.check(change, currency, now);
        List<SettingEntry> entries = change.settingsOrNone().stream()
                .map(setting -> entry(setting, change.storeId(), currency, now, actor))
                .toList();
        List<SettingsChange.Rate> rates = change.taxRatesOrNone();
        if (!entries.isEmpty()) {
            dao.insert(tx, entries);
        }
        putTaxRates(tx, rates, now, actor);
        settings.put(tx, actor.userId(), CHANGES, changes.value() + 1);
        record(tx, actor, change);
        return overview(tx.handle(), change.storeId());
    }

    private SettingEntry entry(
            SettingsChange.Setting setting, @Nullable StoreId store, Currency currency, Instant now, Actor actor) {
        SettingKey key = SettingKey.of(setting.key()).orElseThrow();
        return new SettingEntry(
                ids.next(),
                setting.key(),
                store,
                setting.value(),
                key.kind() == SettingKind.AMOUNT ? currency.getCurrencyCode() : null,
                setting.validFrom() == null ? now : setting.validFrom(),
                now,
                actor.userId());
    }

    private void putTaxRates(Tx tx, List<SettingsChange.Rate> rates, Instant now, Actor actor) {
        List<TaxRate> put = new ArrayList<>();
        List<SettingsChange.Rate> removed = new ArrayList<>();
        for (SettingsChange.Rate rate : rates) {
            if (rate.rate() == null) {
                removed.add(rate);
            } else {
                put.add(new TaxRate(
                        rate.country(), rate.taxClass(), rate.validFrom(), rate.rate(), now, actor.userId()));
            }
        }
        if (!put.isEmpty()) {
            dao.putTaxRates(tx, put);
        }
        if (!removed.isEmpty()) {
            dao.removeTaxRates(tx, removed);
        }
    }

    private void record(Tx tx, Actor actor, SettingsChange change) {
        List<Audit.Change> changes = new ArrayList<>();
        for (SettingsChange.Setting setting : change.settingsOrNone()) {
            changes.add(new Audit.Change(
                    "setting.changed",
                    "setting",
                    setting.key(),
                    change.storeId(),
                    Map.of(
                            "value", String.valueOf(setting.value()),
                            "valid_from", String.valueOf(setting.validFrom()))));
        }
        for (SettingsChange.Rate rate : change.taxRatesOrNone()) {
            changes.add(new Audit.Change(
                    "tax_rate.changed",
                    "setting",
                    rate.country() + "/" + rate.taxClass(),
                    null,
                    Map.of("rate", String.valueOf(rate.rate()), "valid_from", rate.validFrom())));
        }
        audit.record(tx, actor, changes);
    }
}
