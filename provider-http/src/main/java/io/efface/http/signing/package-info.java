/**
 * The parts of a vendor's signature: the {@link io.efface.http.signing.VendorSigner} that a provider implements, AWS's Signature Version 4,
 * and code that the signatures of several vendors share. The package may use only the JDK and the request classes of OkHttp.
 */
@NullMarked
package io.efface.http.signing;

import org.jspecify.annotations.NullMarked;
