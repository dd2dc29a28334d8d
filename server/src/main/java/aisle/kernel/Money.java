package aisle.kernel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An amount in one currency. Amounts that a customer pays carry the currency's digits; unit prices and imported history
 * may carry up to four. Rounding is HALF_UP, away from zero. Never a binary fraction.
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {
    /** Decimals that are stored, NUMERIC(19,4). */
    public static final int MAX_SCALE = 4;

    private static final BigDecimal STORED_BELOW = BigDecimal.TEN.pow(15);

    public Money {
        if (amount.stripTrailingZeros().scale() > MAX_SCALE) {
            throw new ArithmeticException("more than four decimals: " + amount);
        }
        int digits = Math.max(
                currency.getDefaultFractionDigits(), amount.stripTrailingZeros().scale());
        amount = amount.setScale(Math.max(digits, 0), RoundingMode.UNNECESSARY);
    }

    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currency));
    }

    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /** An exact amount, such as a sum of values, rounded to what can be paid. */
    public static Money rounded(BigDecimal exact, Currency currency) {
        return new Money(exact, currency, RoundingMode.HALF_UP);
    }

    public Money plus(Money other) {
        return new Money(amount.add(same(other)), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(same(other)), currency);
    }

    /** Whether this amount fits where amounts are stored; a product of a price and a quantity may not. */
    public boolean isStorable() {
        return amount.abs().compareTo(STORED_BELOW) < 0;
    }

    /** The price of a quantity, rounded to what can be paid. */
    public Money times(Quantity quantity) {
        return new Money(amount.multiply(quantity.value()), currency, RoundingMode.HALF_UP);
    }

    /**
     * The tax contained in this gross amount at a rate such as 0.23: gross − HALF_UP(gross / (1 + rate)).
     */
    public Money includedTax(BigDecimal rate) {
        BigDecimal net = amount.divide(BigDecimal.ONE.add(rate), payableDigits(currency), RoundingMode.HALF_UP);
        return new Money(amount.subtract(net), currency);
    }

    /** The tax to be added to this net amount at a rate such as 0.23. */
    public Money addedTax(BigDecimal rate) {
        return new Money(amount.multiply(rate), currency, RoundingMode.HALF_UP);
    }

    /**
     * This amount in shares by weight, to the last unit: by largest remainder, the first of equals first. Nothing is lost
     * and nothing is added; where all weights are zero everybody gets the same.
     *
     * @param weights none negative, at least one
     */
    public List<Money> shares(List<BigDecimal> weights) {
        List<BigDecimal> counted = weights.stream().allMatch(weight -> weight.signum() == 0)
                ? Collections.nCopies(weights.size(), BigDecimal.ONE)
                : weights;
        BigInteger all = amount.abs().unscaledValue();
        BigDecimal sum = counted.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        List<BigInteger> units = new ArrayList<>();
        List<BigDecimal> remainders = new ArrayList<>();
        BigInteger left = all;
        for (BigDecimal weight : counted) {
            BigDecimal[] share = weight.multiply(new BigDecimal(all)).divideAndRemainder(sum);
            units.add(share[0].toBigInteger());
            remainders.add(share[1]);
            left = left.subtract(share[0].toBigInteger());
        }
        IntStream.range(0, counted.size())
                .boxed()
                .sorted(Comparator.comparing(remainders::get, Comparator.reverseOrder()))
                .limit(left.intValueExact())
                .forEach(index -> units.set(index, units.get(index).add(BigInteger.ONE)));
        return units.stream()
                .map(unit -> new BigDecimal(amount.signum() < 0 ? unit.negate() : unit, amount.scale()))
                .map(share -> new Money(share, currency))
                .toList();
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    public boolean isNegative() {
        return amount.signum() < 0;
    }

    /** The smaller of the two. */
    public Money atMost(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    private Money(BigDecimal exact, Currency currency, RoundingMode rounding) {
        this(exact.setScale(payableDigits(currency), rounding), currency);
    }

    private static int payableDigits(Currency currency) {
        return Math.max(currency.getDefaultFractionDigits(), 0);
    }

    private BigDecimal same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot mix " + currency + " and " + other.currency);
        }
        return other.amount;
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(same(other));
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency.getCurrencyCode();
    }
}
