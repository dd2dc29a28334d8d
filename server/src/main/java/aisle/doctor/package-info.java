/**
 * Looks at an installation and tells what stands well and what does not, for {@code ./aisle doctor}: database, mail, the
 * public address, backups. It changes nothing, sends no mail, and shows no secret.
 */
@NullMarked
package aisle.doctor;

import org.jspecify.annotations.NullMarked;
