/** Where tests have the process die. */
@NullMarked
package aisle.platform.faults;

import org.jspecify.annotations.NullMarked;
