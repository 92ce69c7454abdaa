/**
 * The values that the ledger stores: jobs, accounts, targets, faces, events and seals. The state machine of a target is {@link
 * io.efface.erasure.internal.ledger.record.TargetProgress}. This package may use core and the public packages of erasure, and no other
 * internal package.
 */
@NullMarked
package io.efface.erasure.internal.ledger.record;

import org.jspecify.annotations.NullMarked;
