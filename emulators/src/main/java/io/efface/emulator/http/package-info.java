/**
 * Requests and replies of HTTP as bytes on a connection: reads the one, writes the other, faults of delivery included. Uses nothing of the
 * other packages.
 */
@NullMarked
package io.efface.emulator.http;

import org.jspecify.annotations.NullMarked;
