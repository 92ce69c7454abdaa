/**
 * Calls on an executor of the application: {@link io.efface.async.AsyncFaceRepository} for one repository, and {@link
 * io.efface.async.AllAccounts} for one person in several accounts at once. It may use {@code io.efface} only, which does not use this
 * package.
 */
@NullMarked
package io.efface.async;

import org.jspecify.annotations.NullMarked;
