/**
 * Binds accounts in a Guice injector. Start at {@link io.efface.guice.FaceRepositoryModule}. It may use core and Guice.
 */
@NullMarked
package io.efface.guice;

import org.jspecify.annotations.NullMarked;
