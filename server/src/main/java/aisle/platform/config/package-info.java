/** Settings: read once at start, typed, and refused when they make no sense. */
@NullMarked
package aisle.platform.config;

import org.jspecify.annotations.NullMarked;
