/**
 * Reads the vendor's JSON responses: {@link io.efface.http.json.JsonResponseReader} rejects responses that are incomplete or have a wrong
 * form, and can ignore the case of keys. The package may use core, Moshi and {@code io.efface.http}. {@code io.efface.http} does not use
 * this package.
 */
@NullMarked
package io.efface.http.json;

import org.jspecify.annotations.NullMarked;
