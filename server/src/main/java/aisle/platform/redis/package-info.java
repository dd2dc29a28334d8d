/**
 * The Redis or Valkey that nodes may share. Whoever asks it has another place for the truth, and goes there when it does
 * not answer.
 */
@NullMarked
package aisle.platform.redis;

import org.jspecify.annotations.NullMarked;
