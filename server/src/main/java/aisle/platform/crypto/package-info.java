/** Keys and the encryption of personal data. */
@NullMarked
package aisle.platform.crypto;

import org.jspecify.annotations.NullMarked;
