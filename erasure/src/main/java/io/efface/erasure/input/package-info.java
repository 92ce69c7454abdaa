/** Lists of people as operators hand them in: streamed, with line and column for what cannot be understood, and never its text. */
@NullMarked
package io.efface.erasure.input;

import org.jspecify.annotations.NullMarked;
