/**
 * What layers around a provider's repository implement and use, and what the erasure engine passes through them. Applications and
 * providers do not need it. It may use {@code io.efface}, {@code io.efface.spi} and {@code io.efface.interceptor}.
 */
@NullMarked
package io.efface.spi.layers;

import org.jspecify.annotations.NullMarked;
