/**
 * The ledger as a file: the native library, connections that lose nothing committed, locks and permissions. It uses nothing but the
 * public errors and the keys' file helpers.
 */
@NullMarked
package io.efface.erasure.internal.ledger.sqlite;

import org.jspecify.annotations.NullMarked;
