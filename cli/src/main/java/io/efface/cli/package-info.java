/**
 * The {@code efface} command: the main class, the root command with its help, and the errors of a wrong command line. This package uses the
 * packages below it. The packages below do not use this package.
 */
@NullMarked
package io.efface.cli;

import org.jspecify.annotations.NullMarked;
