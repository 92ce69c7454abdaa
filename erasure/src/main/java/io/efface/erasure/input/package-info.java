/**
 * Reads lists of people as a stream: plain ids, CSV, NDJSON or a workbook. A row that cannot be used is reported with its line, its
 * column and a code, and without its text. This package may use core, the public types of {@code io.efface.erasure}, and {@code
 * internal.workbook}.
 */
@NullMarked
package io.efface.erasure.input;

import org.jspecify.annotations.NullMarked;
