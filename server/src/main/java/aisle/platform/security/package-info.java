/** Access tokens and who a bearer is. Which users exist is the business of {@code accounts}. */
@NullMarked
package aisle.platform.security;

import org.jspecify.annotations.NullMarked;
