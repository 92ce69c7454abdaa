/**
 * Reads the vendor's JSON responses: {@link io.efface.http.json.JsonResponseReader} rejects incomplete responses and wrong forms, and can
 * ignore the case of keys. The package may use core, Moshi and {@code io.efface.http}, which does not use this package.
 */
@NullMarked
package io.efface.http.json;

import org.jspecify.annotations.NullMarked;
