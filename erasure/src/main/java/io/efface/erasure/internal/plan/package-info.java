/**
 * Creates planned jobs from lists and from old jobs, and changes hold lists. This package may use {@code ledger}, {@code receipts}, core,
 * policy, and the public packages of erasure.
 */
@NullMarked
package io.efface.erasure.internal.plan;

import org.jspecify.annotations.NullMarked;
