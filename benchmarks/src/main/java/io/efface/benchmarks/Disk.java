package io.efface.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Measures the disk, and a simple journal on the disk. The figures of an erasure are compared with both. */
final class Disk {
    private static final int PAGE = 4_096;
    private static final int SYNCS = 500;
    private static final int COMMITS = 2_000;

    private Disk() {}

    /** Returns the number of pages per second that can be appended and forced to the disk, one page after the other. */
    static double syncsPerSecond(Path folder) throws IOException {
        Path file = folder.resolve("sync.bin");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer page = ByteBuffer.allocate(PAGE);
            long start = System.nanoTime();
            for (int i = 0; i < SYNCS; i++) {
                page.clear();
                channel.write(page);
                channel.force(false);
            }
            return Timing.perSecond(SYNCS, System.nanoTime() - start);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Returns the number of targets per second of a journal that commits each row separately: two commits for each target, one for the
     * intent and one for the outcome, in SQLite with a write-ahead log and {@code synchronous = FULL}.
     */
    static double plainJournalPerSecond(Path folder) throws IOException, SQLException {
        Path file = folder.resolve("plain.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("CREATE TABLE journal(id INTEGER PRIMARY KEY, what TEXT)");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO journal(what) VALUES('intent')")) {
                long start = System.nanoTime();
                for (int i = 0; i < COMMITS; i++) {
                    insert.executeUpdate();
                }
                return Timing.perSecond(COMMITS / 2, System.nanoTime() - start);
            }
        } finally {
            for (String suffix : new String[] {"", "-wal", "-shm"}) {
                Files.deleteIfExists(folder.resolve("plain.db" + suffix));
            }
        }
    }
}
