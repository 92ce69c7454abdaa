package io.efface.erasure.internal.plan;

import io.efface.Capabilities;
import io.efface.config.AccountDescription;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.internal.ledger.PlanDigest;
import io.efface.erasure.internal.ledger.PlannedRows;

/** Counts the targets, faces and requests of a plan for each account. */
final class PlanCounts {
    private final PlannedRows rows;
    private final PlanEstimate estimate;

    PlanCounts(PlannedRows rows, PlanEstimate estimate) {
        this.rows = rows;
        this.estimate = estimate;
    }

    PlanSummary.Account account(
            int number, AccountDescription account, Capabilities capabilities, PlanDigest.Counts counts) {
        PlannedRows.FaceCount faces = counts.faceTargets > 0
                ? rows.countFaces(number, capabilities.facesPerCall())
                : new PlannedRows.FaceCount(0, 0);
        PlanEstimate.Requests requests =
                estimate.add(account, capabilities, counts.persons, counts.faceTargets, faces.calls());
        return new PlanSummary.Account(
                account.name(),
                account.provider(),
                account.place(),
                account.library(),
                counts.persons,
                counts.faceTargets,
                faces.faces(),
                counts.duplicates,
                counts.refused,
                counts.held,
                requests.deletions(),
                requests.reads(),
                account.quotaGroup(),
                requests.duration());
    }
}
