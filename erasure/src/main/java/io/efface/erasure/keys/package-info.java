/** The keys that hide people's ids in a ledger and sign its receipts; they live outside the ledger's folder. */
@NullMarked
package io.efface.erasure.keys;

import org.jspecify.annotations.NullMarked;
