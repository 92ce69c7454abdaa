package io.efface.erasure;

import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The ledgers in {@code src/test/resources/ledgers} with every state and event. The process that wrote such a ledger was killed in the
 * middle of the job {@code leavers}. The README in the folder says how the ledgers were made.
 */
enum LedgerFixture {
    /** A ledger of the first version. */
    V1(1, "v1/every"),
    /** A ledger of the second version. */
    V2(2, "v2/every"),
    /** A ledger that the first version began and the second version continued. */
    V2_UPGRADED(2, "v2/upgraded"),
    /** A ledger of the second version with accounts that detach faces. Its job has only two targets. */
    V2_DETACHED(2, "v2/detached");

    final int version;
    private final Path place;

    LedgerFixture(int version, String place) {
        this.version = version;
        this.place = Path.of("src/test/resources/ledgers", place);
    }

    /** Copies the ledger, its keys and its exports into a folder. Only the owner of the copies may read and write them. */
    void copy(Path folder) {
        copy(place, folder);
    }

    /** Returns the names of the ledger's jobs. */
    List<String> jobs() {
        if (this == V2_DETACHED) {
            return List.of(RunBench.JOB);
        }
        return this == V2
                ? Stream.concat(LedgerMaker.JOBS.stream(), Stream.of(LaterLedgerMaker.REPAIRED))
                        .toList()
                : LedgerMaker.JOBS;
    }

    /** Copies the ledger and its keys, without the exports. */
    void copyWithoutExports(Path folder) {
        copy(place.resolve("ledger"), folder.resolve("ledger"));
        copy(place.resolve("keys"), folder.resolve("keys"));
    }

    static void copy(Path from, Path folder) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path to = folder.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(to);
                    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
                } else {
                    Files.copy(each, to);
                    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Opens a copy. The clock shows a time after the last event of the ledger. The accounts contain the people whom they contained when the
     * process was killed.
     */
    RunBench open(Path folder) {
        copy(folder);
        RunBench bench = new RunBench(folder, LedgerMaker.SETTINGS);
        enrol(bench);
        bench.time.advance(Duration.ofHours(2));
        return bench;
    }

    /** Adds to both accounts the people whom they contained when the process was killed. */
    void enrol(RunBench bench) {
        try {
            for (String line : Files.readAllLines(place.resolve("people.csv"))) {
                String[] fields = line.split(",", -1);
                InMemoryFaceLibrary library = fields[0].equals("a") ? bench.a : bench.b;
                library.put(fields[1], fields[2].split(";", -1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
