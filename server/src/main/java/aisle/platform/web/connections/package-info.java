/**
 * The connections below HTTP: how long a client may take, and what becomes of bytes that are no request. It reaches into
 * parts of Vert.x and Netty that other code has no need of.
 */
@NullMarked
package aisle.platform.web.connections;

import org.jspecify.annotations.NullMarked;
