/**
 * The HTTP protocol of the emulators' server: parses requests and writes responses. It also simulates faults of a connection, such as a
 * missing or truncated response. The package uses no other package of this project.
 */
@NullMarked
package io.efface.emulator.http;

import org.jspecify.annotations.NullMarked;
