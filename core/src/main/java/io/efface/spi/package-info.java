/** What a provider or a set of layers implements to be found by {@link io.efface.config.FaceRepositories}. */
@NullMarked
package io.efface.spi;

import org.jspecify.annotations.NullMarked;
