package aisle.delivery;

import aisle.stores.Postcodes;
import java.math.BigDecimal;
import java.util.List;

/**
 * Postcodes in which a slot costs another fee.
 *
 * @param postcodes as {@link Postcodes} keeps them
 * @param fee in the slot's currency
 */
record SlotZone(List<String> postcodes, BigDecimal fee) {
    SlotZone {
        postcodes = List.copyOf(postcodes);
        // 2 and 2.00 are the same fee.
        fee = fee.stripTrailingZeros();
    }

    boolean has(String postcode) {
        return Postcodes.serve(postcodes, postcode);
    }
}
