/**
 * Reads the status and the results of jobs, and writes them as text, JSON or CSV. This package changes nothing. It may use {@code ledger},
 * {@code receipts}, core, and the public packages of erasure.
 */
@NullMarked
package io.efface.erasure.internal.report;

import org.jspecify.annotations.NullMarked;
