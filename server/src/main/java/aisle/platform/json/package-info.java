/** JSON as the API speaks it: snake_case, strict, money as decimal strings. */
@NullMarked
package aisle.platform.json;

import org.jspecify.annotations.NullMarked;
