/** Binds accounts in a Guice injector. Start with {@link io.efface.guice.FaceRepositoryModule}. This package may use core and Guice. */
@NullMarked
package io.efface.guice;

import org.jspecify.annotations.NullMarked;
