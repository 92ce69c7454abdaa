/**
 * One class for each subcommand but {@code demo} and {@code emulate}, and what only these classes need. It uses the packages {@code option},
 * {@code output} and {@code process}.
 */
@NullMarked
package io.efface.cli.command;

import org.jspecify.annotations.NullMarked;
