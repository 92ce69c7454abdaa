package io.efface.quota.redis;

import io.efface.policy.QuotaBucket;
import io.efface.policy.QuotaUnavailableException;
import java.time.Duration;
import java.util.function.Function;

/** A bucket on whatever connection is up at the moment. */
final class RedisBucket implements QuotaBucket {
    private final RedisLine line;
    private final byte[] key;
    private final Duration interval;

    RedisBucket(RedisLine line, byte[] key, Duration interval) {
        this.line = line;
        this.key = key;
        this.interval = interval;
    }

    @Override
    public Duration tryTake() {
        return asking(QuotaBucket::tryTake);
    }

    @Override
    public void owe(Duration time) {
        boolean told = asking(bucket -> {
            bucket.owe(time);
            return true;
        });
        assert told;
    }

    private <T> T asking(Function<QuotaBucket, T> question) {
        RedisLink link = line.link();
        try {
            return question.apply(link.bucket(key, interval));
        } catch (QuotaUnavailableException e) {
            line.failed(link);
            throw e;
        }
    }
}
