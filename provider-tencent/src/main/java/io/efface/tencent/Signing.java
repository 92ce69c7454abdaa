package io.efface.tencent;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Travels with one request and keeps what it was signed with, so that a refusal teaches about the right one. Thread-safe. */
final class Signing {
    private volatile @Nullable Used used;

    void set(TencentCredentials credentials, Duration offset) {
        used = new Used(credentials, offset);
    }

    /** Returns what the request was signed with, or empty if it never was. */
    Optional<Used> used() {
        return Optional.ofNullable(used);
    }

    /**
     * One signature's ingredients.
     *
     * @param credentials the key
     * @param offset the vendor's clock minus ours, as it was thought to be
     */
    record Used(TencentCredentials credentials, Duration offset) {}
}
