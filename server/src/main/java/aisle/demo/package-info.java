/**
 * The shop to try out: loads the files in {@code resources/demo} through the features' own facades, so that it is as real
 * as any other shop. Its accounts have a well-known password and are refused in production.
 */
@NullMarked
package aisle.demo;

import org.jspecify.annotations.NullMarked;
