/** The {@code efface} command: people and faces deleted, found and checked from a terminal, and both vendors emulated. */
@NullMarked
package io.efface.cli;

import org.jspecify.annotations.NullMarked;
