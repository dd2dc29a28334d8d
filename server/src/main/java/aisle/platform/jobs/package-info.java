/** Work that goes on in the background of a running server. */
@NullMarked
package aisle.platform.jobs;

import org.jspecify.annotations.NullMarked;
