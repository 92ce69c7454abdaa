package io.efface.policy;

/** The store that shares a quota between processes does not answer. The call is then rejected. */
public final class QuotaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with the error of the store as the cause. */
    public QuotaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
