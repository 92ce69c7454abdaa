package io.efface.http;

import io.efface.Operation;
import io.efface.spi.layers.LayerCall;

/** The stage at which a call hangs. */
enum Stage {
    /** The signer waits, for example for credentials. */
    SIGN,
    /** The lookup of the host's name hangs. */
    LOOK_UP,
    /** The connection attempt hangs, because the queue of the listening socket is full. */
    CONNECT,
    /** The proxy does not respond to the request for a tunnel. */
    TUNNEL,
    /** The server does not respond to the TLS handshake. */
    TLS,
    /** The request has arrived, and the server sends nothing. */
    STALL,
    /** The server sends the response one byte at a time. */
    DRIP,
    /** As {@link #STALL}, on a connection that an earlier call has opened. The caller's thread sends such a request itself. */
    REUSED_STALL,
    /** As {@link #DRIP}, on a connection that an earlier call has opened. */
    REUSED_DRIP;

    boolean sent() {
        return isReused() || this == STALL || this == DRIP;
    }

    boolean isReused() {
        return this == REUSED_STALL || this == REUSED_DRIP;
    }

    boolean drips() {
        return this == DRIP || this == REUSED_DRIP;
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
