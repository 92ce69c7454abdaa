package io.efface.quota.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** Creates connection pools as an application would, with the long timeouts that pools have by default. */
final class Pools {
    private Pools() {}

    static HikariDataSource pool(int port) {
        return new HikariDataSource(config(port));
    }

    static HikariConfig config(int port) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
        config.setUsername("postgres");
        config.setMaximumPoolSize(2);
        config.setInitializationFailTimeout(-1);
        return config;
    }
}
