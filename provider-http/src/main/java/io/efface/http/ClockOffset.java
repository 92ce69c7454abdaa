package io.efface.http;

import java.time.Duration;

/** The offset of one vendor's clock, shared by all accounts of a quota group, also after one is replaced. Thread-safe. */
final class ClockOffset {
    private volatile Duration offset = Duration.ZERO;

    Duration get() {
        return offset;
    }

    void set(Duration value) {
        offset = value;
    }
}
