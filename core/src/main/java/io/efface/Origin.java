package io.efface;

/** Who refused. */
public enum Origin {
    /** The vendor answered so. */
    VENDOR,
    /** The way to the vendor: name lookup, connection, TLS, a proxy, silence, or a source of credentials that is out of reach. */
    NETWORK,
    /** This library: a layer, the configuration, a deadline, a cancellation. Never retried by a layer. */
    LOCAL
}
