package io.efface.erasure;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** A primary server, and a standby server that has only the changes until {@link #copy}. The data source always uses the primary server. */
final class Failover implements AutoCloseable {
    private final Path folder;
    private final PGSimpleDataSource dataSource;
    private EmbeddedPostgres primary;

    Failover(Path folder) throws IOException {
        this.folder = folder;
        this.primary = start(folder.resolve("primary"));
        this.dataSource = FaultWorker.server(primary.getPort());
    }

    private static EmbeddedPostgres start(Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setPGStartupWait(Duration.ofMinutes(2))
                .start();
    }

    PGSimpleDataSource dataSource() {
        return dataSource;
    }

    /** Copies the primary server to a standby server, which gets no later changes. No connection may be open. */
    void copy() throws IOException {
        primary.close();
        Path data = folder.resolve("primary");
        Path standby = folder.resolve("standby");
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data)) {
            files = walk.toList();
        }
        for (Path file : files) {
            Files.copy(file, standby.resolve(data.relativize(file)));
        }
        // Only the owner may read the data folder.
        Files.setPosixFilePermissions(standby, Files.getPosixFilePermissions(data));
        Files.createFile(standby.resolve("standby.signal"));
        restart("primary");
    }

    private void restart(String name) throws IOException {
        primary = start(folder.resolve(name));
        dataSource.setPortNumbers(new int[] {primary.getPort()});
    }

    /** Stops the primary server, and promotes the standby server. */
    void failOver() throws IOException, SQLException {
        primary.close();
        restart("standby");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_promote()")) {
            if (!row.next() || !row.getBoolean(1)) {
                throw new IllegalStateException("the standby server was not promoted");
            }
        }
    }

    @Override
    public void close() {
        try {
            primary.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
