/**
 * The portable interface: {@link io.efface.FaceRepository}, the identifiers that it takes, the results that it returns, and the one
 * exception that it throws. It contains no vendor's term and no HTTP, and uses no other package of this project.
 */
@NullMarked
package io.efface;

import org.jspecify.annotations.NullMarked;
