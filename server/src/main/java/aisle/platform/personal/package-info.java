/**
 * What is known of a person, wherever it is kept: every feature that keeps personal data says here how it is told, how it is
 * erased and how it is sealed anew. Owns {@code key_check}.
 */
@NullMarked
package aisle.platform.personal;

import org.jspecify.annotations.NullMarked;
