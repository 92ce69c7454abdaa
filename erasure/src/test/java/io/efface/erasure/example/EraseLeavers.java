package io.efface.erasure.example;

import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.Ledger;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunSummary;
import io.efface.erasure.VerifyOptions;
import io.efface.erasure.VerifySummary;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

final class EraseLeavers {
    private EraseLeavers() {}

    /** Erases a list everywhere and reads it back. Returns true if no person of the list was found. */
    static boolean erase(Path list, Path ledgerFile, Path keyFolder, FaceRepositories accounts) {
        KeyFolder keys = KeyFolder.create(keyFolder, ledgerFile);
        try (Ledger ledger = Ledger.open(ledgerFile)) {
            Erasure erasure = new Erasure(ledger, keys, accounts, Clock.systemUTC(), new SecureRandom());
            PlanSummary plan = erasure.plan(PlanRequest.of("leavers", InputSource.file(list))
                    .accounts(List.of("cn-main", "hk"))
                    .build());
            RunSummary run = erasure.run(
                    "leavers",
                    RunOptions.builder().expectedTargets(plan.planned()).build());
            if (run.isWorkLeft()) {
                return false; // call run again later, in this or another process: it continues the job
            }
            VerifySummary verified =
                    erasure.verify("leavers", VerifyOptions.builder().build());
            return verified.isVerified() && verified.counts().isComplete();
        }
    }
}
