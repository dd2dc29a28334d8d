/** The payment provider that is built in and moves no money. Owns {@code sandbox_charge} and {@code sandbox_request}. */
@NullMarked
package aisle.payments.sandbox;

import org.jspecify.annotations.NullMarked;
