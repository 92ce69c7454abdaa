/**
 * Calls on an executor of the application: {@link io.efface.async.AsyncFaceRepository} calls one repository, and
 * {@link io.efface.async.AllAccounts} calls several accounts for one person. This package uses only {@code io.efface}, and
 * {@code io.efface} does not use this package.
 */
@NullMarked
package io.efface.async;

import org.jspecify.annotations.NullMarked;
