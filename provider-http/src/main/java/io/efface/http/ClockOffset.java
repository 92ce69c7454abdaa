package io.efface.http;

import java.time.Duration;

/** What one vendor's account taught about its clock, for all accounts of a quota group and all their generations. Thread-safe. */
final class ClockOffset {
    private volatile Duration offset = Duration.ZERO;

    Duration get() {
        return offset;
    }

    void set(Duration learnt) {
        offset = learnt;
    }
}
