/**
 * What users keep about themselves: profile, addresses, payment methods, wishlist. Owns {@code customer_address},
 * {@code saved_payment_method} and {@code wishlist_item}, and reads the names of products. Calls accounts, audit and the platform only.
 *
 * <p>Invariants: a customer with addresses has exactly one default; addresses are kept encrypted, but for country and
 * postcode; nobody reaches what somebody else keeps.
 */
@NullMarked
package aisle.accounts.profile;

import org.jspecify.annotations.NullMarked;
