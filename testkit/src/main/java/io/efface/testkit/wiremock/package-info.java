/** The vendors' emulators behind a WireMock server, as a JUnit extension for an application's tests. */
@NullMarked
package io.efface.testkit.wiremock;

import org.jspecify.annotations.NullMarked;
