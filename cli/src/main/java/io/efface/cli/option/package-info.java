/**
 * The options and operands that commands share, and the checks of their values. The package may use the packages {@code output} and {@code
 * process}, core, and the public packages of erasure.
 */
@NullMarked
package io.efface.cli.option;

import org.jspecify.annotations.NullMarked;
