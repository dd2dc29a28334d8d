/** How a running server tells what it does: log lines as JSON, written without making a request wait. */
@NullMarked
package aisle.platform.observability;

import org.jspecify.annotations.NullMarked;
