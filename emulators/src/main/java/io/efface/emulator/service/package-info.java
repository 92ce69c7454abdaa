/**
 * The table of the emulated services, and accounts in running emulators: a key, and the settings with which Efface opens the account. The
 * settings are text. This package uses the emulators.
 */
@NullMarked
package io.efface.emulator.service;

import org.jspecify.annotations.NullMarked;
