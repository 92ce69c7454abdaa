package io.efface.aliyun;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one request was signed with, noted by the signer for whoever reads the answer. Thread-safe. */
final class Attempt {
    private volatile @Nullable Signing signing;

    void signed(AliyunCredentials credentials, Duration offset) {
        signing = new Signing(credentials, offset);
    }

    /** Returns what the request was signed with, or empty if it never was. */
    Optional<Signing> signing() {
        return Optional.ofNullable(signing);
    }

    /**
     * One signature's ingredients.
     *
     * @param credentials the key
     * @param offset the vendor's clock minus ours, as it was thought to be
     */
    record Signing(AliyunCredentials credentials, Duration offset) {}
}
