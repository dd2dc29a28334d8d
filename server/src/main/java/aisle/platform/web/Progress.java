package aisle.platform.web;

import aisle.platform.db.Tx;
import java.util.function.Function;

/** How far an operation has come in its first transaction, which commits either way. */
public sealed interface Progress<T> {
    /** It is done; the answer is kept with the effect. */
    record Done<T>(Answer<T> answer) implements Progress<T> {}

    /**
     * Somebody outside is to be asked first. What was committed must let anybody take it up from here, should this process
     * die.
     *
     * @param outside asks, without a transaction
     * @param rest what came of it, in a transaction that keeps the answer
     */
    record Goes<T>(Runnable outside, Function<Tx, Answer<T>> rest) implements Progress<T> {}
}
