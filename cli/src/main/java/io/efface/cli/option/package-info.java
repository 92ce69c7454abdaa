/**
 * The options and operands that commands share, and the checks of their values. It uses the packages {@code output} and {@code process}.
 */
@NullMarked
package io.efface.cli.option;

import org.jspecify.annotations.NullMarked;
