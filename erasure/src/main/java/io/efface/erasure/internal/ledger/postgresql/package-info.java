/** The ledger in a PostgreSQL database, which several processes use at the same time. Only this package uses the PostgreSQL driver. */
@NullMarked
package io.efface.erasure.internal.ledger.postgresql;

import org.jspecify.annotations.NullMarked;
