package io.efface.quota.postgresql;

import io.efface.quota.contract.FixedPort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** A real server with a fixed port and folder, so that it can be started again. */
final class PostgresServer implements AutoCloseable {
    private final Path folder;
    private final int port = FixedPort.find();
    private EmbeddedPostgres postgres;

    PostgresServer() throws IOException {
        folder = Files.createTempDirectory("efface-postgres");
        start();
    }

    int port() {
        return port;
    }

    void start() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data").toFile())
                .setCleanDataDirectory(false)
                .setServerConfig("max_connections", "300")
                // The server does not wait for writes to disk, because the disk of a busy build machine may be slow.
                .setServerConfig("fsync", "off")
                .setPGStartupWait(Duration.ofMinutes(2))
                .setPort(port)
                .start();
    }

    void stop() throws IOException {
        postgres.close();
    }

    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
