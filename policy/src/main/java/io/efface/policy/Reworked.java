package io.efface.policy;

import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.Operation;

/** Retells the error of an inner operation as one of the operation that the caller asked for. */
final class Reworked {
    private Reworked() {}

    static FaceExceptionBuilder as(Operation operation, FaceException inner) {
        return FaceException.of(operation, inner.kind())
                .effect(inner.effect())
                .advice(inner.advice())
                .retryAfter(inner.retryAfter().orElse(null))
                .origin(inner.origin())
                .classification(inner.classification())
                .provider(inner.provider().orElse(null))
                .account(inner.account().orElse(null))
                .vendorCode(inner.vendorCode().orElse(null))
                .httpStatus(inner.httpStatus().orElse(0))
                .requestId(inner.requestId().orElse(null))
                .attempts(inner.attempts())
                .waited(inner.waited())
                .detail(inner.detail().orElse(null))
                .cause(inner);
    }
}
