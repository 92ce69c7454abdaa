/**
 * The values that the ledger stores: jobs, accounts, targets, faces, events and seals. The state machine of a target is
 * {@link io.efface.erasure.internal.ledger.record.TargetProgress}. This package uses the public values of {@code io.efface.erasure} and the
 * keys, and nothing else of the implementation.
 */
@NullMarked
package io.efface.erasure.internal.ledger.record;

import org.jspecify.annotations.NullMarked;
