package io.efface.erasure;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The ledgers in {@code src/test/resources/ledgers} that an older version wrote, each with its keys and an export. The README in this
 * folder says how the ledgers were made.
 */
enum OldLedger {
    /** A finished job with a final seal. */
    FINISHED,
    /** A crashed job with six events without a seal, a stopped job, and a planned job. */
    UNFINISHED;

    /** Copies the ledger, its keys and its export into a folder. Only the owner of the copies may read and write them. */
    Path copy(Path folder) {
        LedgerFixture.copy(Path.of("src/test/resources/ledgers/v1").resolve(name().toLowerCase(Locale.ROOT)), folder);
        return folder;
    }

    /** Opens a copy with its accounts. The accounts contain the people whom the job has not deleted. */
    RunBench open(Path folder) {
        RunBench bench = new RunBench(copy(folder), LedgerMaker.SETTINGS);
        if (this == UNFINISHED) {
            RunBench.put(bench.a, List.of("p11", "p23", "p24"));
            bench.a.put("p13", "f1", "f2", "f3", "f4");
            RunBench.put(bench.b, List.of("p3", "p6", "p9", "p12", "p31", "p32"));
        } else {
            RunBench.put(bench.a, List.of("p3", "p6"));
            bench.a.put("p10", "f1");
            RunBench.put(bench.b, List.of("p12"));
        }
        return bench;
    }
}
