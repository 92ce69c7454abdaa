package io.efface.http;

import io.efface.Operation;
import io.efface.spi.layers.LayerCall;

/** The stage at which a call hangs. */
enum Stage {
    /** The connection attempt hangs, because the queue of the listening socket is full. */
    CONNECT,
    /** The request has arrived, and the server sends nothing. */
    STALL,
    /** The server sends the response one byte at a time. */
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
