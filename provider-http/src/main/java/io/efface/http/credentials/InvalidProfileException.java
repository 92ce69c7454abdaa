package io.efface.http.credentials;

/**
 * A vendor's own file holds no usable credentials. The message names files, profiles and lines, and never a value of the file.
 */
public final class InvalidProfileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Makes one with a message without values. */
    public InvalidProfileException(String message) {
        super(message);
    }

    /** Returns the message, which is never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
