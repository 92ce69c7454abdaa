/**
 * The stored form of jobs: operations on targets, faces, accounts, hold lists, events and seals within a transaction. It may use core, the
 * public packages of erasure, and {@code ledger.sqlite}; the other internal packages use it, and it uses none of them.
 */
@NullMarked
package io.efface.erasure.internal.ledger;

import org.jspecify.annotations.NullMarked;
