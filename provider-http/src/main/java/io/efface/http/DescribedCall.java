package io.efface.http;

import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Request;
import okhttp3.Response;
import okio.Timeout;

/** A call that only describes a request. It is never executed, because {@link HttpTransport} sends the request in a call of its own. */
record DescribedCall(Request request) implements Call {
    @Override
    public Response execute() {
        throw neverExecuted();
    }

    @Override
    public void enqueue(Callback callback) {
        throw neverExecuted();
    }

    private static UnsupportedOperationException neverExecuted() {
        return new UnsupportedOperationException("HttpTransport.exchange sends the request");
    }

    @Override
    public void cancel() {
        // Nothing runs.
    }

    @Override
    public boolean isExecuted() {
        return false;
    }

    @Override
    public boolean isCanceled() {
        return false;
    }

    @Override
    public Timeout timeout() {
        return Timeout.NONE;
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // the call has no state that changes
    public Call clone() {
        return this;
    }
}
