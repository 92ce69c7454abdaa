/**
 * Everything that commands print: lines, tables, JSON, progress, help pages, and the end of a job. It may use the package {@code
 * process}, core, and the public packages of erasure.
 */
@NullMarked
package io.efface.cli.output;

import org.jspecify.annotations.NullMarked;
