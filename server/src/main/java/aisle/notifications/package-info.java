/**
 * What customers are told, and managers of scarce stock. Owns {@code notification}, {@code notification_preference} and
 * {@code stock_alert}; fed by events only.
 */
@NullMarked
package aisle.notifications;

import org.jspecify.annotations.NullMarked;
