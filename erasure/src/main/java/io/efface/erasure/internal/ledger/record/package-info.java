/**
 * The values of the ledger: jobs, accounts, targets, faces, events and seals as they are stored. They use the public values of
 * {@code io.efface.erasure} and the keys, and nothing else of the implementation.
 */
@NullMarked
package io.efface.erasure.internal.ledger.record;

import org.jspecify.annotations.NullMarked;
