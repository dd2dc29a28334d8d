/** The documentation of the API: its description and the pages that show it. */
@NullMarked
package aisle.platform.web.docs;

import org.jspecify.annotations.NullMarked;
