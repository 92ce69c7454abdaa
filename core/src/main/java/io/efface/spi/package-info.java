/**
 * What a provider implements so that {@link io.efface.config.FaceRepositories} finds and opens it. It may use {@code io.efface}; what
 * layers need is in {@code io.efface.spi.layers}.
 */
@NullMarked
package io.efface.spi;

import org.jspecify.annotations.NullMarked;
