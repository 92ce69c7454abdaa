/**
 * The values of the ledger: jobs, accounts, targets, faces, events and seals as they are stored, and the state machine of a target
 * ({@link io.efface.erasure.internal.ledger.record.TargetProgress}). They use the public values of
 * {@code io.efface.erasure} and the keys, and nothing else of the implementation.
 */
@NullMarked
package io.efface.erasure.internal.ledger.record;

import org.jspecify.annotations.NullMarked;
