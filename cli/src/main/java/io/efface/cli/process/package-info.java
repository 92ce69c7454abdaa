/**
 * What a command gets from its process: streams, terminal, environment variables, signals, arguments, the accounts of the configuration,
 * and exit codes. The package may use core, the HTTP settings of providers, and the public packages of erasure, and no other package of the
 * command.
 */
@NullMarked
package io.efface.cli.process;

import org.jspecify.annotations.NullMarked;
