package io.efface.http;

import java.time.Duration;

/** The offset of a vendor's clock. All accounts of a quota group share the offset, even if an account is replaced. Thread-safe. */
final class ClockOffset {
    private volatile Duration offset = Duration.ZERO;

    Duration get() {
        return offset;
    }

    void set(Duration value) {
        offset = value;
    }
}
