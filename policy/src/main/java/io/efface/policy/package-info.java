/**
 * The layers around a provider's repository: interceptors, log, deadline, id check, person lock, last face, chunking, verification, retry,
 * quota and circuit breaker. Each layer has one task and calls another {@link io.efface.spi.layers.AccountRepository} or
 * {@link io.efface.spi.layers.RequestLayer}. This package uses core and the circuit breaker of Resilience4j.
 */
@NullMarked
package io.efface.policy;

import org.jspecify.annotations.NullMarked;
