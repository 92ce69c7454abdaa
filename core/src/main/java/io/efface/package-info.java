/**
 * The portable interface: {@link io.efface.FaceRepository}, the identifiers it takes, the results it gives, and the one exception
 * it throws. No vendor word and no HTTP in here.
 */
@NullMarked
package io.efface;

import org.jspecify.annotations.NullMarked;
