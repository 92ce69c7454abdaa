package io.efface.policy;

/**
 * The exception that a quota store throws if the storage that several processes share does not respond. If a request waits for its permits, the layers reject the call. If a penalty
 * cannot be stored, the layers log a warning.
 */
public final class QuotaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with the error of the store as the cause. */
    public QuotaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
