/**
 * What every emulated vendor has: a library of people and faces, scripted faults, a log of the calls, and a server on loopback. Each
 * vendor is a function from a request to a reply, in a package of its own below. The emulators check signatures with code of their own
 * and use no other module, so that one mistake cannot be in both a provider and the emulator that tests it.
 */
@NullMarked
package io.efface.emulator;

import org.jspecify.annotations.NullMarked;
