/**
 * What a command has from its process: streams, terminal, environment, signals, arguments, the accounts of the configuration, and exit codes.
 * It uses the APIs of core and erasure, and no other package of the command.
 */
@NullMarked
package io.efface.cli.process;

import org.jspecify.annotations.NullMarked;
