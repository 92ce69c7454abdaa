/**
 * The layers around a primitive repository: argument checks, interceptors and log, deadline, identifier check, order,
 * last face, chunking, verification, retry, quota, breaker. Each is a
 * {@link io.efface.AccountRepository} around another one and has one reason.
 */
@NullMarked
package io.efface.policy;

import org.jspecify.annotations.NullMarked;
