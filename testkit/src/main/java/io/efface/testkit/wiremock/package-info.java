/**
 * A JUnit extension that runs the vendors' emulators in a WireMock server, for tests of applications. This package uses the emulators,
 * JUnit and WireMock.
 */
@NullMarked
package io.efface.testkit.wiremock;

import org.jspecify.annotations.NullMarked;
