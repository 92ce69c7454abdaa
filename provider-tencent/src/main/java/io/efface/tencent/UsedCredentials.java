package io.efface.tencent;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Travels with one request and keeps what it was signed with, so that a refused token is told of the right one. Thread-safe. */
final class UsedCredentials {
    private final AtomicReference<TencentCredentials> used = new AtomicReference<>();

    void set(TencentCredentials credentials) {
        used.set(credentials);
    }

    Optional<TencentCredentials> get() {
        return Optional.ofNullable(used.get());
    }
}
