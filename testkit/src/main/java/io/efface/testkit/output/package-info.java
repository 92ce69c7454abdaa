/** Searches logs and standard streams for the ids of a call. This package uses no other package of Efface. */
@NullMarked
package io.efface.testkit.output;

import org.jspecify.annotations.NullMarked;
