package aisle.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of goods with at most three decimals, as stored in NUMERIC(15,3). Zero and negative amounts are possible
 * (a movement's delta); where only positive ones make sense the use case says so.
 */
public record Quantity(BigDecimal value) implements Comparable<Quantity> {
    /** Decimals that a quantity may carry. */
    public static final int SCALE = 3;

    /** The greatest quantity that one order line, adjustment or receipt may name. */
    public static final Quantity MAX = Quantity.of(999_999_999L);

    public static final Quantity ZERO = Quantity.of(0);

    public Quantity {
        value = value.setScale(SCALE, RoundingMode.UNNECESSARY);
    }

    public static Quantity of(long whole) {
        return new Quantity(BigDecimal.valueOf(whole));
    }

    /** Reads a decimal string such as {@code 1.250}; more than three decimals is an {@link ArithmeticException}. */
    public static Quantity of(String decimal) {
        return new Quantity(new BigDecimal(decimal));
    }

    public Quantity plus(Quantity other) {
        return new Quantity(value.add(other.value));
    }

    public Quantity minus(Quantity other) {
        return new Quantity(value.subtract(other.value));
    }

    public boolean isPositive() {
        return value.signum() > 0;
    }

    /** Whether a product of this unit can be sold in this quantity: positive, and whole for EACH. */
    public boolean fits(Unit unit) {
        return isPositive() && (unit != Unit.EACH || isWhole());
    }

    public boolean isWhole() {
        return value.stripTrailingZeros().scale() <= 0;
    }

    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(other.value);
    }

    /** Without needless zeros: {@code 2}, {@code 0.25}. */
    @Override
    public String toString() {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
