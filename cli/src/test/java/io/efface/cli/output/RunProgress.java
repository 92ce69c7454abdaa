package io.efface.cli.output;

import io.efface.erasure.EraseProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/** The progress of a run in Shanghai at noon UTC. */
final class RunProgress {
    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private RunProgress() {}

    static EraseProgress progress(long done, double rate, Duration elapsed) {
        return new EraseProgress(1000, done, rate, done - 5, 5, 0, 0, 3, Map.of(), elapsed, Map.of());
    }

    static ProgressText run(EraseProgress progress) {
        return ProgressLine.ofRun(progress, NOON, SHANGHAI);
    }
}
