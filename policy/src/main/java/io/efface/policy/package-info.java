/**
 * The layers around a primitive repository: argument checks, interceptors and log, deadline, identifier check, order, last face,
 * chunking, verification, retry, quota, breaker. Each layer has one job and decorates another {@link
 * io.efface.spi.layers.AccountRepository} or {@link io.efface.spi.layers.RequestLayer}. It may use core and Resilience4j's breaker.
 */
@NullMarked
package io.efface.policy;

import org.jspecify.annotations.NullMarked;
