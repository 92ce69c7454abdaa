package io.efface.policy;

/** The exception of a store that shares a quota between processes and does not answer. The layers then reject the call. */
public final class QuotaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with the error of the store as the cause. */
    public QuotaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
