/**
 * How often somebody may ask. The general limit counts every request on this node, in memory; the strict limits count
 * attempts at what can be guessed or abused, such as passwords, for all nodes together.
 */
@NullMarked
package aisle.platform.limits;

import org.jspecify.annotations.NullMarked;
