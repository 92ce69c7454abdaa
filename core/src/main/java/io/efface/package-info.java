/**
 * The interface for all vendors: {@link io.efface.FaceRepository}, its identifiers, results and exception. This package contains no terms
 * of a vendor and no HTTP code, and uses no other package of this project.
 */
@NullMarked
package io.efface;

import org.jspecify.annotations.NullMarked;
