/**
 * Reads the status and the results of jobs and of persons, and writes them as text, JSON, CSV or pages. This package changes nothing. It
 * may use {@code ledger}, {@code receipts}, {@code page}, core, and the public packages of erasure.
 */
@NullMarked
package io.efface.erasure.internal.report;

import org.jspecify.annotations.NullMarked;
