/**
 * Workers: they carry out the detached runs of a ledger that several processes use. This package may use {@code ledger}, {@code
 * ledger.record} and {@code run}. Only this package uses db-scheduler.
 */
@NullMarked
package io.efface.erasure.internal.worker;

import org.jspecify.annotations.NullMarked;
