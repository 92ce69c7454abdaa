package io.efface.policy;

/**
 * The exception of a quota store whose storage does not respond. If the store cannot take the permits of a request, the layers reject the
 * call. If the store cannot store a penalty, the layers log a warning.
 */
public final class QuotaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with the error of the store as the cause. */
    public QuotaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
