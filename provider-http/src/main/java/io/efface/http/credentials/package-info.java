/**
 * Access keys and their sources: the vendor's {@link io.efface.http.credentials.KeyType}, files of profiles, programs that print a key, and
 * the {@link io.efface.http.credentials.CredentialsSource} that returns the key of each request and renews temporary keys. The package may
 * use core, {@code io.efface.http.signing} and Moshi. It sends no requests.
 */
@NullMarked
package io.efface.http.credentials;

import org.jspecify.annotations.NullMarked;
