/** Turns lists and old jobs into planned jobs, and changes hold lists. It uses the ledger, the receipts and the list readers. */
@NullMarked
package io.efface.erasure.internal.plan;

import org.jspecify.annotations.NullMarked;
