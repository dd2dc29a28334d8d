/** Events that commit with the change that caused them, and their delivery to subscribers, at least once each. */
@NullMarked
package aisle.platform.outbox;

import org.jspecify.annotations.NullMarked;
