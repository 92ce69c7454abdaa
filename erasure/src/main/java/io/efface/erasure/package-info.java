/** Erasing lists of people everywhere: plan, run, verify, report, and the evidence of it, in a ledger that survives anything. */
@NullMarked
package io.efface.erasure;

import org.jspecify.annotations.NullMarked;
