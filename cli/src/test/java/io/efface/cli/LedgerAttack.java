package io.efface.cli;

import io.efface.cli.AttackScene.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;

/** Changes a copy of a ledger, and checks what the commands print and do with it. */
abstract class LedgerAttack implements Attack {
    private final AttackScene scene;
    private final boolean isFinished;
    private String report = "";

    LedgerAttack(AttackScene scene, boolean isFinished) {
        this.scene = scene;
        this.isFinished = isFinished;
    }

    /** Changes a ledger, and returns a description of the change. */
    abstract String change(Path ledger, Random random) throws IOException, SQLException;

    @Override
    public String promise() {
        return isFinished
                ? "`report` prints the same report as before the change, or exits with an error."
                : "If no command exits with an error, all people on the list are deleted and no other person is deleted.";
    }

    @Override
    public final Outcome attempt(Random random) throws IOException, SQLException {
        Path job = isFinished ? scene.finished() : scene.halfway();
        try {
            if (isFinished && report.isEmpty()) {
                Path intactJob = scene.finished();
                report = coveredByReceipts(scene.run(AttackScene.LATER, intactJob, "report", "--format", "json"));
                AttackScene.remove(intactJob);
            }
            String changed = change(AttackScene.ledger(job), random);
            return isFinished ? readJob(job, changed) : continueJob(job, changed, random.nextInt(3));
        } finally {
            AttackScene.remove(job);
        }
    }

    /** Removes from a report the values that receipts do not cover according to {@code docs/evidence.md}. */
    private static String coveredByReceipts(Ran ran) {
        return ran.out()
                .replaceAll("\\{\"code\":\"ACCOUNT_PAUSED\"[^}]*\\},?", "")
                .replaceAll(",?\"(createdAt|paused|pausedAt|problemColumn)\":(\"[^\"]*\"|[0-9]+|null)", "");
    }

    private Outcome readJob(Path job, String changed) {
        Ran status = scene.run(AttackScene.LATER, job, "status");
        Ran receipts = scene.run(AttackScene.LATER, job, "receipts verify");
        Ran printed = scene.run(AttackScene.LATER, job, "report", "--format", "json");
        for (Ran each : new Ran[] {status, receipts, printed}) {
            if (each.isInternalError()) {
                return Outcome.broken(changed + ": " + each);
            }
        }
        boolean isUnchanged = coveredByReceipts(printed).equals(report);
        if (receipts.code() == 0 && printed.code() == 0) {
            return isUnchanged
                    ? Outcome.of(false, changed)
                    : Outcome.broken(
                            changed + ": the report changed, and no command noticed it: " + difference(printed));
        }
        if (printed.code() == 0 && !isUnchanged) {
            return Outcome.broken(
                    changed + ": the report changed and exits with 0, though receipts verify says " + receipts);
        }
        return Outcome.of(true, changed + ": " + receipts);
    }

    private String difference(Ran printed) {
        String now = coveredByReceipts(printed);
        int at = 0;
        while (at < Math.min(now.length(), report.length()) && now.charAt(at) == report.charAt(at)) {
            at++;
        }
        return now.substring(Math.max(0, at - 40), Math.min(now.length(), at + 60));
    }

    private Outcome continueJob(Path job, String changed, int choice) {
        Ran ran = choice == 0
                ? scene.run(AttackScene.LATER, job, "scrub", "--yes")
                : scene.run(AttackScene.LATER, job, "run", "--apply", "--expect", "" + scene.planned());
        String wrong = scene.wrongDeletion();
        String falseClaim = ran.code() == 0 ? scene.falseClaim() : "";
        Ran receipts = scene.run(AttackScene.LATER, job, "receipts verify");
        String detail = changed + ": " + ran + "; " + receipts;
        if (ran.isInternalError() || receipts.isInternalError()) {
            return Outcome.broken(detail);
        }
        boolean noticed = ran.code() != 0 || receipts.code() == 1;
        if (!falseClaim.isEmpty() && (choice == 0 || receipts.code() != 1)) {
            return Outcome.broken(detail + ": " + falseClaim);
        }
        if (!wrong.isEmpty() && !noticed) {
            return Outcome.broken(detail + ": " + wrong);
        }
        if (receipts.code() == 0 && !scene.falseClaim().isEmpty()) {
            return Outcome.broken(detail + ": receipts verify says sealed and intact, but " + scene.falseClaim());
        }
        return Outcome.of(noticed, detail);
    }
}
