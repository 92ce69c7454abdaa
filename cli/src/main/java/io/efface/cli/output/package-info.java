/**
 * The output of commands: lines, tables, JSON, progress, help pages, and the result of a job. The package may use the package {@code
 * process}, core, and the public packages of erasure.
 */
@NullMarked
package io.efface.cli.output;

import org.jspecify.annotations.NullMarked;
