package io.efface.erasure;

import io.efface.PersonId;
import io.efface.erasure.input.InputColumns;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A job that was run and verified. Its rows 1 to 9 come from lines 2 to 10 of the list. Among them are an absent person, a failed person, a
 * duplicate, a refused row, a held person, faces, and rows of a second account.
 */
final class FinishedJob implements AutoCloseable {
    private static final PersonId FAILING = PersonId.of("p3");
    private static final String ROWS = "SELECT id, line, account, state, problem, duplicate_of, operation,"
            + " hex(subject_hash), hex(person_hash), attempt, outcome, evidence, verified_at, maybe_earlier, kind, effect,"
            + " permanent, vendor_code, request_id, outcome_at, read_at FROM ROWS ORDER BY id";
    private static final String FACES = "SELECT row, number, target, hex(hash), outcome, evidence, verified_at,"
            + " maybe_earlier, kind FROM FACES ORDER BY row, number";
    private static final String JOB = "SELECT name, state, planned_at, due_at, digest, keys, from_job FROM job";

    final RunBench bench;
    private boolean failing = true;

    FinishedJob(Path folder) {
        RunBench[] self = new RunBench[1];
        bench = new RunBench(
                folder,
                RunBench.LAYERS,
                InMemoryConfig.defaults(),
                (operation, person) -> {
                    if (failing && person.equals(FAILING)) {
                        self[0].a.failNext(ContractFault.THROTTLE);
                    }
                },
                HookedConfig.Hook.NONE);
        self[0] = bench;
        RunBench.put(bench.a, List.of("p1", "p3", "p6"));
        RunBench.put(bench.b, List.of("p9"));
        bench.a.put("p7", "f1", "f2", "f4");
        bench.plan(List.of(
                "subject,account,person_id,face_ids",
                "s1,a,p1,",
                "s2,a,p2,",
                "s3,a,p3,",
                "s4,a,p1,",
                "s5,zz,p5,",
                "s6,a,p6,",
                "s7,a,p7,f1;f2;f3",
                "s8,b,p8,",
                "s9,b,p9,"));
        bench.erasure.holds().add(RunBench.JOB, Bench.list("s6"), null, InputColumns.defaults());
        bench.run(RunBench.options().concurrency(1).maxAbsentPercent(100));
        bench.erasure.verify(
                RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build());
        failing = false;
    }

    /** Returns all values of the job, its rows and its faces that the receipts certify. */
    List<List<String>> certified() {
        return List.of(bench.query(JOB), bench.query(ROWS), bench.query(FACES));
    }

    RepairSummary repair() {
        return Receipts.repair(bench.ledger, bench.keys, bench.time, RunBench.JOB);
    }

    @Override
    public void close() {
        bench.close();
    }
}
