package io.efface.emulator.http;

import java.io.IOException;

/** Bytes that are no HTTP request this front takes; carries the status to answer before the connection ends. */
public final class MalformedRequestException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    MalformedRequestException(int status, String reason) {
        super(reason);
        this.status = status;
    }

    /** Returns the status to answer. */
    public int status() {
        return status;
    }
}
