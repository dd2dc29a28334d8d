/**
 * Where every request comes in, before any operation is looked for: it gets its id and its trace, its answer the headers
 * that all answers have, and what no operation could read is refused. Nothing here asks the database.
 */
@NullMarked
package aisle.platform.web.entrance;

import org.jspecify.annotations.NullMarked;
