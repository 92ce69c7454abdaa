/**
 * The search for ids in what a call writes to logs and standard streams. This package uses no other package of Efface.
 */
@NullMarked
package io.efface.testkit.output;

import org.jspecify.annotations.NullMarked;
