package io.efface.quota.postgresql;

import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.CustomColumnProvider;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** When a row may go, by the store's clock; Bucket4j's own column goes by the clock of whoever wrote last. */
final class ExpiryColumn<K> implements CustomColumnProvider<K> {
    private final String name;
    private final ExpirationAfterWriteStrategy expiry;

    ExpiryColumn(String name, ExpirationAfterWriteStrategy expiry) {
        this.name = name;
        this.expiry = expiry;
    }

    @Override
    public void setCustomField(K key, int index, PreparedStatement update, RemoteBucketState state, long nowNanos)
            throws SQLException {
        long now = TimeUnit.NANOSECONDS.toMillis(nowNanos);
        update.setLong(index, now + expiry.calculateTimeToLiveMillis(state, nowNanos));
    }

    @Override
    public String getCustomFieldName() {
        return name;
    }
}
