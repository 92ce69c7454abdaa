/**
 * Tests for providers: {@link io.efface.testkit.FaceRepositoryContract}, a JUnit 5 suite to extend, further suites for providers that
 * sign requests, and what they need. It may use core, the emulators, JUnit and AssertJ.
 */
@NullMarked
package io.efface.testkit;

import org.jspecify.annotations.NullMarked;
