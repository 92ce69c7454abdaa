/**
 * Contract tests for providers whose vendor has an emulator: the harness, and the contracts of signed calls, clocks and changing secrets.
 * This package may use the contract suite, core and the emulators.
 */
@NullMarked
package io.efface.testkit.emulator;

import org.jspecify.annotations.NullMarked;
