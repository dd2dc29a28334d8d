/**
 * Answers that are kept for repeated requests, in the transaction of the effect itself. Owns {@code idempotency}; the
 * way in is {@link aisle.platform.web.Writes}.
 */
@NullMarked
package aisle.platform.web.idempotency;

import org.jspecify.annotations.NullMarked;
