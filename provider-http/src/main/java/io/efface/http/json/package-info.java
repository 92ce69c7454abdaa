/**
 * Reads the vendor's JSON answers: {@link io.efface.http.json.JsonResponseReader} rejects incomplete answers and wrong shapes, and can
 * ignore the case of keys. It may use core, Moshi and {@code io.efface.http}, which does not use this package.
 */
@NullMarked
package io.efface.http.json;

import org.jspecify.annotations.NullMarked;
