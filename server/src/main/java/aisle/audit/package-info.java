/**
 * Who did what to what, written in the writer's transaction. Holds ids, names of changed fields and masked values, never
 * personal data.
 */
@NullMarked
package aisle.audit;

import org.jspecify.annotations.NullMarked;
