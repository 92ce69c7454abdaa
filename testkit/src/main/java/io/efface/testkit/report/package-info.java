/**
 * The report of a run of the contract: what ran, what failed, and why runs were skipped. This package uses no other package of the testkit.
 */
@NullMarked
package io.efface.testkit.report;

import org.jspecify.annotations.NullMarked;
