/**
 * One class for each subcommand except {@code demo} and {@code emulate}, and what only these classes need. It may use the packages {@code
 * option}, {@code output} and {@code process}, core, and the public packages of erasure.
 */
@NullMarked
package io.efface.cli.command;

import org.jspecify.annotations.NullMarked;
