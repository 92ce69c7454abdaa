/**
 * The subcommands {@code demo} and {@code emulate}, which start emulators of the vendors. They use the packages {@code output} and
 * {@code process}; the demonstration runs other commands through a function that it is given.
 */
@NullMarked
package io.efface.cli.demo;

import org.jspecify.annotations.NullMarked;
