package io.efface.emulator.http;

import java.io.IOException;

/**
 * Thrown if the received bytes are not a supported HTTP request. The exception contains the HTTP status with which the
 * server responds to these bytes before it closes the connection.
 */
public final class MalformedRequestException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    MalformedRequestException(int status, String reason) {
        super(reason);
        this.status = status;
    }

    /** Returns the HTTP status of that response. */
    public int status() {
        return status;
    }
}
