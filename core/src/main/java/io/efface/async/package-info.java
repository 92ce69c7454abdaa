/**
 * Calls on an executor of the application: {@link io.efface.async.AsyncFaceRepository} for one repository, and
 * {@link io.efface.async.AllAccounts} for one person in several accounts at once. Uses {@code io.efface} only, which does not use this
 * package.
 */
@NullMarked
package io.efface.async;

import org.jspecify.annotations.NullMarked;
