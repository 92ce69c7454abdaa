/**
 * The storage of jobs: operations on targets, faces, accounts, hold lists, events and seals, each within a transaction. This package may
 * use core, the public packages of erasure, and {@code ledger.record}. It does not depend on a database. The other internal packages use
 * this package.
 */
@NullMarked
package io.efface.erasure.internal.ledger;

import org.jspecify.annotations.NullMarked;
