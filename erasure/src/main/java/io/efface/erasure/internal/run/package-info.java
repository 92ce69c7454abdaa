/**
 * Runs and verifies jobs: workers for each account, pauses, safety stops, and what becomes of each target. It uses the ledger and the
 * receipts.
 */
@NullMarked
package io.efface.erasure.internal.run;

import org.jspecify.annotations.NullMarked;
