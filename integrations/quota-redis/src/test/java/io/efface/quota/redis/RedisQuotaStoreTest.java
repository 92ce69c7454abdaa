package io.efface.quota.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.config.FaceRepositories;
import io.efface.policy.PacedLimit;
import io.efface.policy.QuotaStore;
import io.efface.policy.QuotaUnavailableException;
import io.efface.quota.contract.FixedPort;
import io.efface.quota.contract.Relay;
import io.efface.quota.contract.SharedQuotaContract;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

class RedisQuotaStoreTest extends SharedQuotaContract {
    /** A long timeout, because the first response may take seconds on a busy machine. */
    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(20);

    private static RedisClient client;
    private static int port;
    private static RedisServer server;

    private final List<RedisQuotaStore> stores = new ArrayList<>();
    private final RedisQuotaStore store = store(port, LONG_TIMEOUT);

    @BeforeAll
    static void startOnce() throws IOException {
        port = FixedPort.find();
        client = RedisClient.create();
        start();
    }

    private static void start() throws IOException {
        server = RedisServer.newRedisServer().port(port).bind("127.0.0.1").build();
        server.start();
    }

    @AfterAll
    static void stopOnce() throws IOException {
        server.stop();
        client.shutdown();
    }

    @AfterEach
    void closeStores() {
        stores.forEach(RedisQuotaStore::close);
    }

    private RedisQuotaStore store(int where, Duration timeout) {
        RedisQuotaStore opened = new RedisQuotaStore(client, RedisURI.create("127.0.0.1", where), timeout);
        stores.add(opened);
        return opened;
    }

    @Override
    protected QuotaStore store(Duration timeout) {
        return store(port, timeout);
    }

    @Override
    protected QuotaStore store(Relay relay, Duration timeout) {
        return store(relay.port(), timeout);
    }

    @Override
    protected int port() {
        return port;
    }

    @Override
    protected void stopServer() throws Exception {
        server.stop();
    }

    @Override
    protected void startServer() throws Exception {
        start();
    }

    @Test
    void tryTake_anyName_keyContainsNoNameAndExpiresAfterThePenalty() {
        try (var connection = client.connect(RedisURI.create("127.0.0.1", port))) {
            RedisCommands<String, String> redis = connection.sync();
            redis.flushall();
            List<PacedLimit> limits =
                    List.of(new PacedLimit("aliyun:\u4eba named", Duration.ofSeconds(1), Duration.ZERO));
            assertThat(store.tryTake(limits)).isZero();
            store.penalize(limits, Duration.ofMinutes(30));

            List<String> keys = redis.keys("*");

            assertThat(keys).singleElement().asString().matches("efface:limit:[0-9a-f]{32}");
            assertThat(Duration.ofMillis(redis.pttl(keys.get(0))))
                    .isBetween(Duration.ofMinutes(39), Duration.ofMinutes(41));
        }
    }

    @Test
    void tryTake_serverLostItsKeys_givesOnePermit() {
        List<PacedLimit> limits = List.of(new PacedLimit("forgotten", Duration.ofHours(1), Duration.ofHours(9)));
        assertThat(store.tryTake(limits)).isZero();
        try (var connection = client.connect(RedisURI.create("127.0.0.1", port))) {
            connection.sync().flushall();
        }

        assertThat(store.tryTake(limits)).isZero();
        assertThat(store.tryTake(limits)).isPositive();
    }

    /** Tests the example of {@code docs/shared-quota.md}, but without accounts. */
    @Test
    void documentedSetUp_withoutAccounts_opens() {
        RedisClient redisClient = client;
        RedisQuotaStore store = new RedisQuotaStore(redisClient, RedisURI.create("redis://quota.example:6379"));
        stores.add(store);
        try (FaceRepositories repositories =
                FaceRepositories.builder().service(QuotaStore.class, store).open()) {
            assertThat(repositories).isNotNull();
        }
    }

    @Test
    void tryTake_closed_isRejected() {
        RedisQuotaStore closed = store(port, LONG_TIMEOUT);
        List<PacedLimit> limits = List.of(new PacedLimit("closed", Duration.ofMillis(1), Duration.ZERO));
        assertThat(closed.tryTake(limits)).isZero();

        closed.close();

        assertThatThrownBy(() -> closed.tryTake(limits)).isInstanceOf(QuotaUnavailableException.class);
    }

    @Test
    void new_timeoutOutOfRange_isRejected() {
        RedisURI anywhere = RedisURI.create("127.0.0.1", port);
        assertThatThrownBy(() -> new RedisQuotaStore(client, anywhere, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RedisQuotaStore(client, anywhere, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
