package io.efface.http;

import io.efface.FaceException;
import java.io.IOException;

/**
 * Wraps a {@link FaceException}, so that an interceptor can throw it. The HTTP client prints every exception that is not an {@link
 * IOException}.
 */
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
