package io.efface.quota.postgresql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A real server on a fixed port and folder, so that it can be started again. */
final class PostgresServer implements AutoCloseable {
    private final Path folder;
    private EmbeddedPostgres postgres;
    private int port;

    PostgresServer() throws IOException {
        folder = Files.createTempDirectory("efface-postgres");
        start();
    }

    int port() {
        return port;
    }

    void start() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data").toFile())
                .setCleanDataDirectory(false)
                .setServerConfig("max_connections", "40")
                // The disk of a busy build machine is not what is measured.
                .setServerConfig("fsync", "off");
        if (port != 0) {
            builder.setPort(port);
        }
        postgres = builder.start();
        port = postgres.getPort();
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
