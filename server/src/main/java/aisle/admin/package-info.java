/** What an administrator sees of the machine behind the shop, and may start anew: jobs and deliveries of events. */
@NullMarked
package aisle.admin;

import org.jspecify.annotations.NullMarked;
