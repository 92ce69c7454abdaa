package io.efface.quota.redis;

import io.efface.policy.Bucket4jBucket;
import io.efface.policy.QuotaBucket;
import io.efface.quota.contract.Contender;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A process that shares a quota and is wrong: it believes its own clock, as Bucket4j does if nobody says otherwise. */
public final class ClientClockContender {
    private ClientClockContender() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        RedisURI server = RedisURI.create("127.0.0.1", Integer.parseInt(args[0]));
        try (RedisClient client = RedisClient.create();
                StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE, server)) {
            ProxyManager<byte[]> buckets = Bucket4jLettuce.casBasedBuilder(connection)
                    .clientClock(new OwnClock(Contender.skewedTicker()))
                    .build();
            Duration interval = Duration.parse(args[1]);
            Contender.run(bucket(buckets, args[3], interval), bucket(buckets, args[2], interval));
        }
    }

    private static QuotaBucket bucket(ProxyManager<byte[]> buckets, String name, Duration interval) {
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        return Bucket4jBucket.of(buckets.builder(), key, interval);
    }

    private record OwnClock(LongSupplier ticker) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return ticker.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
