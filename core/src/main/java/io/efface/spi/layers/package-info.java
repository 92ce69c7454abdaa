/** What layers around a provider's repository implement and use. Applications and providers do not need it. */
@NullMarked
package io.efface.spi.layers;

import org.jspecify.annotations.NullMarked;
