/**
 * The report of a contract class: its runs, its failures, and the reason of each skipped run. This package uses no other package of the
 * testkit.
 */
@NullMarked
package io.efface.testkit.report;

import org.jspecify.annotations.NullMarked;
