package io.efface.erasure.input;

/** The format of a list. In each text format, a line ends with LF, CRLF or a single CR. Blank lines and blank rows are skipped. */
public enum InputFormat {
    /** Each line is the id of a person. */
    PLAIN,
    /**
     * CSV according to RFC 4180 with a header. Commas, semicolons or tabs separate the fields. The face ids of a row are in one field,
     * separated by semicolons.
     */
    CSV,
    /** Each line is a JSON object. All ids are strings, and the face ids of a row are an array of strings. */
    NDJSON,
    /**
     * A sheet of an Excel workbook ({@code .xlsx} or {@code .xlsm}) whose first row is a header. The rules for the fields of CSV also apply
     * to the cells. Reading a workbook needs the library {@code org.dhatim:fastexcel-reader}. A line number is the number of the row in the
     * sheet.
     */
    XLSX
}
