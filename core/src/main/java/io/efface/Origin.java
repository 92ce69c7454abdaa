package io.efface;

/** Where an error occurred. */
public enum Origin {
    /** The vendor's response reports the error. */
    VENDOR,
    /** The network failed: name lookup, connection, TLS, a proxy, a missing response, or an unreachable source of credentials. */
    NETWORK,
    /**
     * This library rejected or ended the call: a layer, the configuration, a deadline or a cancellation. No layer repeats a request after
     * such an error.
     */
    LOCAL
}
