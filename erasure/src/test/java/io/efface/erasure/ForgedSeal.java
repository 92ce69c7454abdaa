package io.efface.erasure;

import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.sqlite.JobTables;
import io.efface.erasure.internal.receipts.Seal;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.Digests;
import java.util.Map;

/** Adds a final seal with a valid signature and any totals, as an earlier version did for edited rows. */
final class ForgedSeal {
    private ForgedSeal() {}

    static void add(RunBench bench, Map<String, Object> totals) {
        bench.change("UPDATE ROWS SET line = line");
        Job job = bench.ledger.store().job(RunBench.JOB);
        bench.ledger.store().writer().write(tx -> {
            Sealer.LastSeal last = Sealer.LastSeal.of(tx, job.number());
            Seal seal = new Seal(
                    bench.ledger.id(),
                    job.name(),
                    job.number(),
                    last.number() + 1,
                    last.position() + 1,
                    last.position(),
                    Digests.sha256(new byte[0]),
                    last.hash(),
                    bench.time.instant(),
                    job.digest(),
                    totals,
                    last.macs());
            return TestSql.sqlite(tx)
                    .sql("INSERT INTO " + new JobTables(job.number()).seals()
                            + "(number, first, last, final, bytes, signature)"
                            + " VALUES(:number, :first, :last, 1, :bytes, :signature)")
                    .set("number", seal.number())
                    .set("first", seal.firstPosition())
                    .set("last", seal.lastPosition())
                    .set("bytes", seal.bytes())
                    .set("signature", bench.keys.signer(job.keys()).sign(seal.bytes()))
                    .update();
        });
    }
}
