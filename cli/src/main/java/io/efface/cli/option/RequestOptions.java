package io.efface.cli.option;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.UsageException;
import io.efface.erasure.ErasureException;
import io.efface.erasure.RequestFacts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the facts about the request for an erasure. */
public final class RequestOptions {
    private static final String KEPT = "The receipts keep this text forever";

    @Option(
            names = "--reference",
            paramLabel = "TEXT",
            description = "Reference of the request, such as a ticket number. " + KEPT
                    + ", so it must contain no personal data.")
    private @Nullable String reference;

    @Option(
            names = "--reason",
            paramLabel = "CODE",
            description =
                    "Reason for the erasure: GDPR_ART17, PIPL_ART47, CONTRACT_ENDED, RETENTION_EXPIRED, CONSENT_WITHDRAWN or OTHER.")
    private RequestFacts.@Nullable Reason reason;

    @Option(
            names = "--requested-at",
            paramLabel = "TIME",
            description = "Day or time of the request, such as 2026-01-31 or 2026-01-31T18:00+08:00.")
    private @Nullable String requestedAt;

    @Option(
            names = "--approved-by",
            paramLabel = "TEXT",
            description = "Name or role of the person who approved the request. " + KEPT + ".")
    private @Nullable String approvedBy;

    /**
     * Returns the facts that were given.
     *
     * @throws UsageException if a value is not allowed; the message names the option and not the value
     */
    RequestFacts facts(CliContext context) {
        check("--reference", () -> new RequestFacts(reference, null, null, null));
        check("--approved-by", () -> new RequestFacts(null, null, null, approvedBy));
        check("--requested-at", () -> new RequestFacts(null, null, requestedAt, null).checkNotAfter(context.clock()));
        return new RequestFacts(reference, reason, requestedAt, approvedBy);
    }

    private static void check(String option, Runnable check) {
        try {
            check.run();
        } catch (ErasureException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }
}
