package io.efface.cli.output;

import io.efface.erasure.JobStatus;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.ReportSummary;
import io.efface.erasure.RequestFacts;
import org.jspecify.annotations.Nullable;

/** Makes a JSON object of the numbers of a report. Unlike the JSON of the command {@code report}, the object has no rows. */
public final class ReportJson {
    private ReportJson() {}

    public static JsonObject of(ReportSummary report) {
        JobStatus status = report.status();
        ReceiptsCheck check = report.check();
        return new JsonObject()
                .with("job", status.name())
                .with("ledger", status.ledger())
                .with("state", status.state())
                .with("digest", status.digest())
                .withPresent("request", request(report.request()))
                .with("rows", status.rows())
                .with("planned", report.planned())
                .with("duplicates", report.duplicates())
                .with("refused", report.refused())
                .with("held", report.held())
                .with("outcomes", report.outcomes())
                .with("evidence", report.evidence())
                .with("faces", report.faces())
                .with("remarks", report.remarks())
                .with("subjects", report.subjects())
                .with("lastSeal", status.receipts().lastSeal())
                .with("finallySealed", status.receipts().isFinal())
                .with("verdict", check == null ? null : check.verdict())
                .with("complete", report.complete());
    }

    private static @Nullable JsonObject request(RequestFacts facts) {
        return facts.isEmpty()
                ? null
                : new JsonObject()
                        .withPresent("reference", facts.reference())
                        .withPresent("reason", facts.reason())
                        .withPresent("requestedAt", facts.requestedAt())
                        .withPresent("approvedBy", facts.approvedBy());
    }
}
