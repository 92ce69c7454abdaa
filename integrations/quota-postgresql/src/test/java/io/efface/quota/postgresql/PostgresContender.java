package io.efface.quota.postgresql;

import com.zaxxer.hikari.HikariDataSource;
import io.efface.policy.QuotaStore;
import io.efface.quota.contract.Contender;
import java.io.IOException;
import java.time.Duration;

/** One of the processes that share a quota. */
public final class PostgresContender {
    private PostgresContender() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try (HikariDataSource pool = Pools.pool(Integer.parseInt(args[0]))) {
            QuotaStore store =
                    new PostgresQuotaStore(pool, PostgresQuotaStore.DEFAULT_TIMEOUT, Contender.skewedTicker());
            Duration interval = Duration.parse(args[1]);
            Contender.run(store.bucket(args[3], interval), store.bucket(args[2], interval));
        }
    }
}
