/**
 * The ledger as an SQLite file: statements, connections that lose nothing committed, locks, permissions, and the native library. It may
 * use {@code ledger}, and the public packages of erasure.
 */
@NullMarked
package io.efface.erasure.internal.ledger.sqlite;

import org.jspecify.annotations.NullMarked;
