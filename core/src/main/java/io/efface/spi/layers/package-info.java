/**
 * The interfaces and classes of the layers around a provider's repository, and of the hook that a job sets for its calls. Applications and
 * providers do not need this package. It uses {@code io.efface}, {@code io.efface.spi} and {@code io.efface.interceptor}.
 */
@NullMarked
package io.efface.spi.layers;

import org.jspecify.annotations.NullMarked;
