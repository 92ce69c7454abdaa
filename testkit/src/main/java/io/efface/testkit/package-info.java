/**
 * Tests for providers: the JUnit 5 suite {@link io.efface.testkit.FaceRepositoryContract}, more suites for providers that sign requests,
 * and helper classes. This package uses core, the emulators, JUnit and AssertJ.
 */
@NullMarked
package io.efface.testkit;

import org.jspecify.annotations.NullMarked;
