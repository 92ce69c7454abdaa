package io.efface.examples.everywhere;

import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.Ledger;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.RunOptions;
import io.efface.erasure.VerifyOptions;
import io.efface.erasure.VerifySummary;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** Erases a list of people from all accounts, and reads every person back. */
public final class EraseList {
    private static final String JOB = "leavers";

    private EraseList() {}

    /** Returns true if no person of the list was found after the erasure. */
    public static boolean erase(Path list, Path ledgerFile, Path keyFolder, FaceRepositories accounts) {
        KeyFolder keys = KeyFolder.create(keyFolder, ledgerFile);
        try (Ledger ledger = Ledger.open(ledgerFile)) {
            Erasure erasure = new Erasure(ledger, keys, accounts, Clock.systemUTC(), new SecureRandom());
            PlanSummary plan = erasure.plan(PlanRequest.of(JOB, InputSource.file(list))
                    .accounts(accounts.accounts())
                    .build());
            RunOptions options =
                    RunOptions.builder().expectedTargets(plan.planned()).build();
            if (erasure.run(JOB, options).isWorkLeft()) {
                return false; // another run, in this or another process, continues the job
            }
            VerifySummary verified = erasure.verify(JOB, VerifyOptions.builder().build());
            return verified.isVerified() && verified.counts().isComplete();
        }
    }

    public static void main(String[] arguments) {
        try (FaceRepositories accounts = FaceRepositories.load(Path.of(arguments[0]))) {
            Path work = Path.of("efface");
            boolean erased =
                    erase(Path.of(arguments[1]), work.resolve("ledger/efface.db"), work.resolve("keys"), accounts);
            System.out.println(erased ? "erased and read back" : "work is left");
        }
    }
}
