/**
 * The layers around a provider's repository: observe, log, deadline, id check, order, last face, chunking, verify, steps, retry, quota,
 * breaker and hook. Each layer has one task and calls the next layer. The hook is a part of core. This package uses core and the circuit
 * breaker of Resilience4j.
 */
@NullMarked
package io.efface.policy;

import org.jspecify.annotations.NullMarked;
