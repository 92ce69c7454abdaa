/**
 * Reads Excel workbooks: checks the parts of the zip file, and returns the cells of a sheet as texts of ids or as problems. Only this
 * package uses the library for workbooks. This package may use core and the public packages of erasure.
 */
@NullMarked
package io.efface.erasure.internal.workbook;

import org.jspecify.annotations.NullMarked;
