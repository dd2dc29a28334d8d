/**
 * Customers as the staff keep them: with and without a sign-in. Shares {@code customer} with accounts, which knows the customers
 * that users are. Erases people, on their own wish or on the shop's.
 *
 * <p>Invariants: a customer with a sign-in is described by its user and changed by nobody else; whoever is erased is gone
 * from every table, while orders and totals stay; nobody is erased while an order of theirs is open.
 */
@NullMarked
package aisle.customers;

import org.jspecify.annotations.NullMarked;
