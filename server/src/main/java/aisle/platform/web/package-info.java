/**
 * What every operation shares over HTTP: envelope, errors, validation, paging, request id, idempotent writes. A feature's
 * {@code *Resource} classes use it and write none of it again.
 */
@NullMarked
package aisle.platform.web;

import org.jspecify.annotations.NullMarked;
