/**
 * The common parts of all emulators: a library of people and faces, faults that tests set, a list of calls, and a server on loopback. The
 * emulator of each vendor is in a separate package below. The emulators check signatures with their own code and use no other module, so
 * that they can find mistakes in the code of the providers.
 */
@NullMarked
package io.efface.emulator;

import org.jspecify.annotations.NullMarked;
