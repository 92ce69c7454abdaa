/**
 * The stored form of jobs: targets, faces, accounts, hold lists, events, and the transactions that change them. It uses the public
 * values of {@code io.efface.erasure} and the keys, and none of the other internal packages.
 */
@NullMarked
package io.efface.erasure.internal.ledger;

import org.jspecify.annotations.NullMarked;
