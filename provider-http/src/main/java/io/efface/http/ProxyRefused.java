package io.efface.http;

import java.io.IOException;

/** The proxy answered 407 to {@code CONNECT}: no tunnel, so no request. */
final class ProxyRefused extends IOException {
    private static final long serialVersionUID = 1L;

    ProxyRefused() {
        super("the proxy does not accept its credentials");
    }
}
