package io.efface.http;

import io.efface.FaceException;
import java.io.IOException;

/** Carries an exception of ours through the HTTP client, which lets only {@link IOException} pass in silence. */
final class LocalFailureException extends IOException {
    private static final long serialVersionUID = 1L;

    private final FaceException failure;

    LocalFailureException(FaceException failure) {
        super(failure.getMessage());
        this.failure = failure;
    }

    FaceException failure() {
        return failure;
    }
}
