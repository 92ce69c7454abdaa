/**
 * The common parts of all emulators: a library of people and faces, scripted faults, a log of calls, and a server on loopback. The emulator
 * of each vendor is in a separate package below. The emulators check signatures with their own code and use no other module, so that a
 * provider and the emulator that tests it do not contain the same mistake.
 */
@NullMarked
package io.efface.emulator;

import org.jspecify.annotations.NullMarked;
