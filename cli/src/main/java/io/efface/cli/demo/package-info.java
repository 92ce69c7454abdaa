/**
 * The subcommands {@code demo} and {@code emulate}, which start emulators of the vendors. They may use the packages {@code output} and
 * {@code process}, core, the public packages of erasure, and the emulators. The command {@code demo} runs other commands through a
 * function, which the root command passes to {@code demo}.
 */
@NullMarked
package io.efface.cli.demo;

import org.jspecify.annotations.NullMarked;
