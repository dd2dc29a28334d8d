/** Time, ids and randomness: nothing else in the server asks the clock or the dice. */
@NullMarked
package aisle.platform.time;

import org.jspecify.annotations.NullMarked;
