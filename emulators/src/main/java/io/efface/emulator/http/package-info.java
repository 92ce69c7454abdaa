/**
 * HTTP over connections: parses requests, and writes responses with scripted faults of their delivery. The package uses no other package
 * of this project.
 */
@NullMarked
package io.efface.emulator.http;

import org.jspecify.annotations.NullMarked;
