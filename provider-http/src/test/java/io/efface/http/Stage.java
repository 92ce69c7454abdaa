package io.efface.http;

import io.efface.CallOptions;
import io.efface.Operation;

/** Where a call hangs. */
enum Stage {
    /** The listener's queue is full, so that the connection is never made. */
    CONNECT,
    /** The request has arrived, and the server says nothing. */
    STALL,
    /** The answer comes one byte at a time. */
    DRIP;

    boolean sent() {
        return this != CONNECT;
    }

    StagedCall start(CallOptions options) {
        return start(Transports.PATIENT, options);
    }

    StagedCall start(HttpSettings settings, CallOptions options) {
        return new StagedCall(this, settings, Operation.DELETE_PERSON, options);
    }

    StagedCall start(Operation operation, CallOptions options) {
        return new StagedCall(this, Transports.PATIENT, operation, options);
    }
}
