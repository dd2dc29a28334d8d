/**
 * The built-in PostgreSQL: unpacked, created, started, watched and stopped by the server that uses it. It is the same
 * program as an outside server, durable and reachable from this machine only.
 */
@NullMarked
package aisle.platform.db.embedded;

import org.jspecify.annotations.NullMarked;
