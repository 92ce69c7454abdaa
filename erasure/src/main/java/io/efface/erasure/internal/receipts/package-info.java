/**
 * Seals events, checks receipts, and compares rows with what the events say. It uses the ledger; runs, plans and reports use it.
 */
@NullMarked
package io.efface.erasure.internal.receipts;

import org.jspecify.annotations.NullMarked;
