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

    /** Changes a ledger; returns what it did. */
    abstract String change(Path ledger, Random random) throws IOException, SQLException;

    @Override
    public String promise() {
        return isFinished
                ? "`report` prints the same report as before the change, or exits with an error"
                : "everyone on the list is deleted and nobody else, or `run`, `scrub` or `receipts verify` exits with an error";
    }

    @Override
    public final Outcome attempt(Random random) throws IOException, SQLException {
        Path job = isFinished ? scene.finished() : scene.halfway();
        try {
            if (isFinished && report.isEmpty()) {
                Path sound = scene.finished();
                report = stable(scene.run(AttackScene.LATER, sound, "report", "--format", "json"));
                AttackScene.remove(sound);
            }
            String changed = change(AttackScene.ledger(job), random);
            return isFinished ? read(job, changed) : work(job, changed, random.nextInt(3));
        } finally {
            AttackScene.remove(job);
        }
    }

    /** Returns a report without the values that no receipt covers according to {@code docs/evidence.md}. */
    private static String stable(Ran ran) {
        return ran.out()
                .replaceAll("\\{\"code\":\"ACCOUNT_PAUSED\"[^}]*\\},?", "")
                .replaceAll(",?\"(createdAt|paused|pausedAt|problemColumn)\":(\"[^\"]*\"|[0-9]+|null)", "");
    }

    private Outcome read(Path job, String changed) {
        Ran status = scene.run(AttackScene.LATER, job, "status");
        Ran receipts = scene.run(AttackScene.LATER, job, "receipts verify");
        Ran shown = scene.run(AttackScene.LATER, job, "report", "--format", "json");
        for (Ran each : new Ran[] {status, receipts, shown}) {
            if (each.isInternalError()) {
                return Outcome.broken(changed + ": " + each);
            }
        }
        boolean same = stable(shown).equals(report);
        if (receipts.code() == 0 && shown.code() == 0) {
            return same
                    ? Outcome.of(false, changed)
                    : Outcome.broken(changed + ": another report, unnoticed: " + difference(shown));
        }
        if (shown.code() == 0 && !same) {
            return Outcome.broken(changed + ": another report with exit 0, though receipts verify says " + receipts);
        }
        return Outcome.of(true, changed + ": " + receipts);
    }

    private String difference(Ran shown) {
        String now = stable(shown);
        int at = 0;
        while (at < Math.min(now.length(), report.length()) && now.charAt(at) == report.charAt(at)) {
            at++;
        }
        return now.substring(Math.max(0, at - 40), Math.min(now.length(), at + 60));
    }

    private Outcome work(Path job, String changed, int what) {
        Ran ran = what == 0
                ? scene.run(AttackScene.LATER, job, "scrub", "--yes")
                : scene.run(AttackScene.LATER, job, "run", "--apply", "--expect", "" + scene.planned());
        String touched = scene.isTouched();
        String untrue = ran.code() == 0 ? scene.isClaimTrue() : "";
        Ran receipts = scene.run(AttackScene.LATER, job, "receipts verify");
        String all = changed + ": " + ran + "; " + receipts;
        if (ran.isInternalError() || receipts.isInternalError()) {
            return Outcome.broken(all);
        }
        boolean noticed = ran.code() != 0 || receipts.code() == 1;
        if (!untrue.isEmpty() && (what == 0 || receipts.code() != 1)) {
            return Outcome.broken(all + ": " + untrue);
        }
        if (!touched.isEmpty() && !noticed) {
            return Outcome.broken(all + ": " + touched);
        }
        if (receipts.code() == 0 && !scene.isClaimTrue().isEmpty()) {
            return Outcome.broken(all + ": finally sealed, but " + scene.isClaimTrue());
        }
        return Outcome.of(noticed, all);
    }
}
