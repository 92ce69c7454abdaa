/**
 * Reads the vendor's JSON answers: {@link io.efface.http.json.JsonResponseReader} rejects what is incomplete or of another shape, and ignores
 * the case of keys on request. Uses core, Moshi and {@code io.efface.http}, which does not use this package.
 */
@NullMarked
package io.efface.http.json;

import org.jspecify.annotations.NullMarked;
