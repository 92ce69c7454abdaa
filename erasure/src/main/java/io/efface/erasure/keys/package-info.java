/**
 * The keys that encrypt and hash people's ids in a ledger, authenticate events, and sign seals. The key files are in a folder outside the
 * ledger's folder. This package may use core and the public types of {@code io.efface.erasure}.
 */
@NullMarked
package io.efface.erasure.keys;

import org.jspecify.annotations.NullMarked;
