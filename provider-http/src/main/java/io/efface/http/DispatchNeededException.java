package io.efface.http;

/**
 * The caller's thread cannot send the request, because the request requires a new connection or new credentials. Nothing was sent. A thread
 * of the HTTP client must send the request, so that the caller can still end the call.
 */
final class DispatchNeededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DispatchNeededException() {
        super(null, null, false, false);
    }
}
