/** Reads what became of jobs, and writes it as text, JSON or CSV. It uses the ledger and the receipts, and changes nothing. */
@NullMarked
package io.efface.erasure.internal.report;

import org.jspecify.annotations.NullMarked;
