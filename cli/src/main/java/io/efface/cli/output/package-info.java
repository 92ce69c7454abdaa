/**
 * What commands print: lines, tables, JSON, progress, help pages, and how a job ends. It uses the package {@code process}.
 */
@NullMarked
package io.efface.cli.output;

import org.jspecify.annotations.NullMarked;
