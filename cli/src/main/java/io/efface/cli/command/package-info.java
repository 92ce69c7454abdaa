/**
 * The subcommands except {@code demo} and {@code emulate}: one class for each, and their private helper classes. The package may use the
 * packages {@code option}, {@code output} and {@code process}, core, and the public packages of erasure.
 */
@NullMarked
package io.efface.cli.command;

import org.jspecify.annotations.NullMarked;
