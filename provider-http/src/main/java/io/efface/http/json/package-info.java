/**
 * Reads the vendor's JSON answers: {@link io.efface.http.json.JsonAnswers} rejects what is incomplete or of another shape, and matches
 * keys in any case where it is told to. Uses core, Moshi and {@code io.efface.http}, which does not use this package.
 */
@NullMarked
package io.efface.http.json;

import org.jspecify.annotations.NullMarked;
