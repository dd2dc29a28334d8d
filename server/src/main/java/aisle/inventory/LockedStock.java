package aisle.inventory;

import aisle.kernel.Quantity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stock row that no other transaction can change until this one ends, and what is booked on it. {@link StockDao#write}
 * writes row and movements together.
 */
final class LockedStock {
    /** The version of a row that has just been opened and says nothing yet. */
    static final long NEW = 0;

    private final StockKey key;
    private final List<Movement> movements = new ArrayList<>();
    private Quantity onHand;
    private Quantity reserved;
    private long seq;
    private long version;
    private StockSettings settings;

    /** A line of the ledger that is to be written. */
    record Movement(
            StockKey key,
            long seq,
            Quantity delta,
            Quantity balance,
            String reason,
            @Nullable String reference) {}

    LockedStock(StockKey key, Quantity onHand, Quantity reserved, long seq, long version, StockSettings settings) {
        this.key = key;
        this.onHand = onHand;
        this.reserved = reserved;
        this.seq = seq;
        this.version = version;
        this.settings = settings;
    }

    /** What stands for a product that the store never had. */
    static LockedStock none(StockKey key) {
        return new LockedStock(key, Quantity.ZERO, Quantity.ZERO, 0, NEW, new StockSettings(null, null, null, null));
    }

    /**
     * Books a change.
     *
     * @param delta by which on_hand changes; zero makes no movement
     * @param released how much less is promised from now on
     */
    void book(Quantity delta, Quantity released, StockSettings newSettings, String reason, @Nullable String reference) {
        onHand = onHand.plus(delta);
        reserved = reserved.minus(released);
        settings = newSettings;
        version++;
        if (!delta.equals(Quantity.ZERO)) {
            seq++;
            movements.add(new Movement(key, seq, delta, onHand, reason, reference));
        }
    }

    StockKey key() {
        return key;
    }

    Quantity onHand() {
        return onHand;
    }

    Quantity reserved() {
        return reserved;
    }

    long seq() {
        return seq;
    }

    long version() {
        return version;
    }

    StockSettings settings() {
        return settings;
    }

    List<Movement> movements() {
        return movements;
    }
}
