/**
 * A JUnit extension that gives tests of applications an account at every emulated vendor. This package uses core, the emulators and JUnit.
 */
@NullMarked
package io.efface.testkit.junit;

import org.jspecify.annotations.NullMarked;
