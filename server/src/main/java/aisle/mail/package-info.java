/**
 * Mail to people: what is to be said, until it is said. Owns {@code mail}. Calls the platform only.
 *
 * <p>Invariants: a mail commits with the change that causes it and is sent later, outside of any transaction; one cause
 * makes one mail; address and content are kept encrypted, and only until the mail is sent, refused or too late; an attempt
 * is marked before it begins and after it ended, and whoever comes second has no say about it.
 */
@NullMarked
package aisle.mail;

import org.jspecify.annotations.NullMarked;
