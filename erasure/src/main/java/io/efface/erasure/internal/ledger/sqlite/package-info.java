/**
 * The ledger in an SQLite file: statements, connections, locks, file permissions, and the native library. This package may use {@code
 * ledger}, {@code ledger.record} and the public packages of erasure.
 */
@NullMarked
package io.efface.erasure.internal.ledger.sqlite;

import org.jspecify.annotations.NullMarked;
