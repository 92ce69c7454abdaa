/**
 * Seals events, checks and repairs receipts, and scrubs jobs: what a target must be follows from its events. It may use {@code ledger},
 * core, and the public packages of erasure; {@code plan}, {@code run} and {@code report} use it.
 */
@NullMarked
package io.efface.erasure.internal.receipts;

import org.jspecify.annotations.NullMarked;
