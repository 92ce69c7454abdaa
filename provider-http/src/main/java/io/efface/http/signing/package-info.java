/**
 * What a vendor's signature consists of: the {@link io.efface.http.signing.VendorSigner} that a provider implements, and the digests that
 * signatures need. Uses the platform and OkHttp's request only, no other package of this project.
 */
@NullMarked
package io.efface.http.signing;

import org.jspecify.annotations.NullMarked;
