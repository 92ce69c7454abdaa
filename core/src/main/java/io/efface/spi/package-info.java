/**
 * The interfaces that a provider implements. {@link io.efface.config.FaceRepositories} finds the providers and opens their repositories.
 * This package uses {@code io.efface}. The interfaces of the layers are in {@code io.efface.spi.layers}.
 */
@NullMarked
package io.efface.spi;

import org.jspecify.annotations.NullMarked;
