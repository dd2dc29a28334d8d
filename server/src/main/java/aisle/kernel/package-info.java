/** Values that every feature shares: money, quantities, ids, pages, actors. No I/O. */
@org.jspecify.annotations.NullMarked
package aisle.kernel;
