/**
 * The command line: what each command takes, the settings it reads from the environment, and the order in which the
 * database, the server and the work begin and end. Features know nothing of it.
 */
@NullMarked
package aisle.cli;

import org.jspecify.annotations.NullMarked;
