/**
 * The vendors' emulators behind a WireMock server, as a JUnit extension for tests of applications. It may use the emulators, JUnit and
 * WireMock.
 */
@NullMarked
package io.efface.testkit.wiremock;

import org.jspecify.annotations.NullMarked;
