package io.efface.quota.redis;

import io.efface.quota.contract.Contender;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.time.Duration;

/** A process that shares a quota and is wrong: its store gives a permit only after one and three quarters of the interval. */
public final class StingyContender {
    private StingyContender() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        RedisURI server = RedisURI.create("127.0.0.1", Integer.parseInt(args[0]));
        try (RedisClient client = RedisClient.create();
                RedisQuotaStore store = new RedisQuotaStore(
                        client, server, RedisQuotaStore.DEFAULT_TIMEOUT, Contender.skewedTicker())) {
            Duration interval = Duration.parse(args[1]).multipliedBy(7).dividedBy(4);
            Contender.run(store.bucket(args[3], interval), store.bucket(args[2], interval));
        }
    }
}
