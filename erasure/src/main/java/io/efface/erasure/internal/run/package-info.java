/**
 * Runs and verifies jobs: the workers of each account, claims, pauses, safety stops, and the outcome of each target. This package may use
 * {@code ledger}, {@code receipts}, core, and the public packages of erasure.
 */
@NullMarked
package io.efface.erasure.internal.run;

import org.jspecify.annotations.NullMarked;
