/**
 * Keys by which machines call: what they are for, where and how long they hold, when they were used. Owns {@code api_key}
 * and {@code api_key_store}, and reads which stores are open. Calls audit and the platform only.
 *
 * <p>Invariants: a key itself is told once and kept as a hash; it does what its scopes name and nothing that decides who may
 * do what; a revoked key never comes back.
 */
@NullMarked
package aisle.apikeys;

import org.jspecify.annotations.NullMarked;
