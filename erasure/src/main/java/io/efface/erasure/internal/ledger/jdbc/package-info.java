/**
 * What the implementations of the ledger in databases share: statements with named parameters, rows of results, and the writer that commits
 * several changes at once. This package contains no SQL and depends on no database.
 */
@NullMarked
package io.efface.erasure.internal.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
