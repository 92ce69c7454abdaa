package io.efface.erasure;

import io.efface.Operation;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.sqlite.JobTables;
import io.efface.testkit.memory.InMemoryConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Makes the ledgers that the first version could not make, with the version on the class path: a ledger with the jobs of {@link
 * LedgerMaker} and a repaired job, a ledger that the first version began and this version upgraded, and a ledger of a vendor that detaches
 * faces. See {@code src/test/resources/ledgers/README.md}.
 */
final class LaterLedgerMaker {
    /** A job whose rows were edited and then restored from its receipts. */
    static final String REPAIRED = "repaired";

    private LaterLedgerMaker() {}

    /** The configuration of the accounts of the ledger {@code detached}. */
    static final InMemoryConfig DETACHING =
            InMemoryConfig.defaults().withDetachesFaces(true).withFacesPerCall(1);

    /** Makes {@code every}, {@code upgraded} and {@code detached} in a folder. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        LedgerMaker.make(folder.resolve("every"), LaterLedgerMaker::repaired, List.of(REPAIRED));
        upgraded(folder.resolve("upgraded"));
        detached(folder.resolve("detached"));
    }

    private static void repaired(RunBench bench) {
        LedgerMaker.plan(bench, REPAIRED, "subject,account,person_id", "t4,b,q4", "t5,b,q5");
        RunBench.put(bench.b, List.of("q4", "q5"));
        bench.erasure.run(REPAIRED, RunBench.options().build());
        JobTables tables = new JobTables(bench.ledger.store().job(REPAIRED).number());
        bench.ledger.store().writer().write(tx -> {
            TestSql.sqlite(tx).execute("UPDATE " + tables.rows() + " SET outcome = 'ALREADY_ABSENT' WHERE id = 1");
            return true;
        });
        Receipts.repair(bench.ledger, bench.keys, bench.time, REPAIRED);
        bench.erasure.run(REPAIRED, RunBench.options().build());
    }

    /** Crashes after one of two people was deleted. Both faces of the other person are stored as detached, and one of them is detached. */
    private static void detached(Path folder) throws IOException {
        RunBench[] self = new RunBench[1];
        int[] intents = new int[1];
        Checkpoints checkpoints = checkpoint -> {
            // For each person there are three commits: the claim, and one for each face.
            if (checkpoint == Checkpoint.INTENT_COMMITTED && ++intents[0] == 6) {
                self[0].crash();
            }
        };
        RunBench bench = new RunBench(
                folder, RunBench.BARE, DETACHING, HookedConfig.Hook.NONE, HookedConfig.Hook.NONE, checkpoints);
        self[0] = bench;
        bench.a.put("p1", "f1", "f2");
        bench.a.put("p2", "f3", "f4");
        LedgerMaker.plan(bench, RunBench.JOB, "subject,account,person_id", "s1,a,p1", "s2,a,p2");
        LedgerMaker.interrupted(bench, RunBench.options().concurrency(1));
        LedgerMaker.finish(bench, List.of(RunBench.JOB));
    }

    /** Upgrades the first version's ledger, and crashes with a request in flight. */
    private static void upgraded(Path folder) throws IOException {
        RunBench[] self = new RunBench[1];
        HookedConfig.Hook hook = (operation, person) -> {
            if (person.value().equals("p15") && operation == Operation.DELETE_PERSON) {
                self[0].crash();
            }
        };
        LedgerFixture.V1.copyWithoutExports(folder);
        RunBench bench =
                new RunBench(folder, LedgerMaker.SETTINGS, InMemoryConfig.defaults(), hook, HookedConfig.Hook.NONE);
        self[0] = bench;
        LedgerFixture.V1.enrol(bench);
        bench.time.advance(Duration.ofHours(1));
        LedgerMaker.interrupted(bench, RunBench.options().concurrency(1).acceptOldTail(true));
        LedgerMaker.finish(bench, LedgerMaker.JOBS);
    }
}
