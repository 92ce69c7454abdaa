/**
 * HTTP requests and replies as bytes on a connection: parses requests, and writes replies with scripted faults of delivery. It uses no
 * other package of this project.
 */
@NullMarked
package io.efface.emulator.http;

import org.jspecify.annotations.NullMarked;
