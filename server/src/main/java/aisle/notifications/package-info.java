/** What customers are told. Owns {@code notification}; fed by events only. */
@NullMarked
package aisle.notifications;

import org.jspecify.annotations.NullMarked;
