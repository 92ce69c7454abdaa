package io.efface.erasure.internal.workbook;

/**
 * A file that is not a workbook, or a workbook that cannot be read safely. The message completes a sentence that begins with the name of
 * the file, such as {@code is damaged}. It contains no text of a cell.
 */
public final class WorkbookException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WorkbookException(String message) {
        super(message);
    }
}
