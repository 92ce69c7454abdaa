/**
 * Seals events, checks and repairs receipts, and scrubs jobs. A check applies the events again and compares the result with the stored
 * targets. This package may use core, {@code ledger} and the public packages of erasure. The packages {@code plan}, {@code run} and
 * {@code report} use this package.
 */
@NullMarked
package io.efface.erasure.internal.receipts;

import org.jspecify.annotations.NullMarked;
