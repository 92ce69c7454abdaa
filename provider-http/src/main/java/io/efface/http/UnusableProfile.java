package io.efface.http;

/**
 * Says why a vendor's own file gives no credentials. Its message names files, profiles and lines, and never holds a value of the file.
 */
public final class UnusableProfile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one with a message without values. */
    public UnusableProfile(String message) {
        super(message);
    }

    /** Returns the message, which is never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
