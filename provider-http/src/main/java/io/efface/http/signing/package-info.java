/**
 * The parts of a vendor's signature: the {@link io.efface.http.signing.VendorSigner} that a provider implements, AWS's Signature Version 4,
 * and the common parts of several vendors' signatures. The package may use the JDK and OkHttp's requests only, and no other package of this
 * project.
 */
@NullMarked
package io.efface.http.signing;

import org.jspecify.annotations.NullMarked;
