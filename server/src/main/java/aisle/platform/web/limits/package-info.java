/** Rate limits over HTTP: who is counted, what the headers say, and how an operation declares a strict limit. */
@NullMarked
package aisle.platform.web.limits;

import org.jspecify.annotations.NullMarked;
