package io.efface.policy;

/** The store that shares a quota between processes does not answer. The call is refused then, never let through. */
public final class QuotaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one with the store's own error as the cause. */
    public QuotaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
