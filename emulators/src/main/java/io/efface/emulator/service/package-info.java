/**
 * The table of the emulated services, and the accounts of running emulators. An account consists of a key and of the settings, as text,
 * with which Efface opens the account. This package uses the emulators.
 */
@NullMarked
package io.efface.emulator.service;

import org.jspecify.annotations.NullMarked;
