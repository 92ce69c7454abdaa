/**
 * Seals events, checks and repairs receipts, and scrubs jobs. A check applies the events again and compares the result with the stored
 * targets. It may use {@code ledger},
 * core, and the public packages of erasure; {@code plan}, {@code run} and {@code report} use it.
 */
@NullMarked
package io.efface.erasure.internal.receipts;

import org.jspecify.annotations.NullMarked;
