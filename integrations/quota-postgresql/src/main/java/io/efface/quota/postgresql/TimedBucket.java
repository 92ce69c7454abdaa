package io.efface.quota.postgresql;

import io.efface.policy.QuotaBucket;
import io.efface.policy.QuotaUnavailableException;
import java.time.Duration;

/** Ends each question in time and says what an operator can mend. */
final class TimedBucket implements QuotaBucket {
    private final QuotaBucket bucket;
    private final TimedCalls calls;
    private final QuotaTable table;

    TimedBucket(QuotaBucket bucket, TimedCalls calls, QuotaTable table) {
        this.bucket = bucket;
        this.calls = calls;
        this.table = table;
    }

    @Override
    public Duration tryTake() {
        try {
            return calls.run(() -> {
                table.readClockOnce();
                return bucket.tryTake();
            });
        } catch (QuotaUnavailableException e) {
            throw refused(e);
        }
    }

    @Override
    public void owe(Duration time) {
        try {
            calls.run(() -> {
                table.readClockOnce();
                bucket.owe(time);
                return true;
            });
        } catch (QuotaUnavailableException e) {
            throw refused(e);
        }
    }

    private static QuotaUnavailableException refused(QuotaUnavailableException e) {
        return QuotaTable.problemIn(e)
                .map(problem -> new QuotaUnavailableException(problem, e))
                .orElse(e);
    }
}
