package io.efface.http;

import io.efface.Operation;
import io.efface.spi.layers.LayerCall;

/** Where a call hangs. */
enum Stage {
    /** The listener's queue is full, so that the connection is never made. */
    CONNECT,
    /** The request has arrived, and the server says nothing. */
    STALL,
    /** The response comes one byte at a time. */
    DRIP;

    boolean sent() {
        return this != CONNECT;
    }

    StagedCall start(LayerCall options) {
        return start(Transports.PATIENT, options);
    }

    StagedCall start(HttpSettings settings, LayerCall options) {
        return new StagedCall(this, settings, Operation.DELETE_PERSON, options);
    }

    StagedCall start(Operation operation, LayerCall options) {
        return new StagedCall(this, Transports.PATIENT, operation, options);
    }
}
