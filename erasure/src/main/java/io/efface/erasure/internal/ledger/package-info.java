/**
 * The stored form of jobs: operations on targets, faces, accounts, hold lists, events and seals within a transaction. It may use core, the
 * public packages of erasure, and {@code ledger.record}; it knows no database. The other internal packages use it.
 */
@NullMarked
package io.efface.erasure.internal.ledger;

import org.jspecify.annotations.NullMarked;
