/**
 * Workers, which carry out the detached runs of a ledger in PostgreSQL. {@link io.efface.erasure.Erasure#startWorker} starts a worker. This
 * package may use {@code io.efface.erasure}.
 */
@NullMarked
package io.efface.erasure.worker;

import org.jspecify.annotations.NullMarked;
