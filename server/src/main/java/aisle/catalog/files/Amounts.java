package aisle.catalog.files;

import aisle.kernel.Money;
import aisle.platform.csv.Decimals;

/** Reads amounts of money as people write them. */
final class Amounts {
    private static final String NO_AMOUNT = "must be an amount with at most 4 decimals, such as 12.90";

    private Amounts() {}

    static Decimals.Reading read(String text) {
        return Decimals.read(text, Money.MAX_SCALE, NO_AMOUNT);
    }
}
