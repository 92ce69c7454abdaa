/** Reads lists of people as a stream. What cannot be used is reported by line and column, and never by its text. */
@NullMarked
package io.efface.erasure.input;

import org.jspecify.annotations.NullMarked;
