package io.efface.http.credentials;

/**
 * Thrown if a file of a vendor's tools contains no usable credentials. The message names files, profiles and lines, but never a value of
 * the file.
 */
public final class InvalidProfileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception. The message must not contain values. */
    public InvalidProfileException(String message) {
        super(message);
    }

    /** Returns the message, which is never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
