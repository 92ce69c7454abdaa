/** Accounts in a Guice injector. Start at {@link io.efface.guice.FaceRepositoryModule}. */
@NullMarked
package io.efface.guice;

import org.jspecify.annotations.NullMarked;
