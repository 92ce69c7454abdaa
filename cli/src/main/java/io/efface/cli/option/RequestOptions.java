package io.efface.cli.option;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.UsageException;
import io.efface.erasure.ErasureException;
import io.efface.erasure.RequestFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the facts about the request for an erasure. */
public final class RequestOptions {
    private static final String KEPT = "The receipts keep this text forever";

    private static final String REFERENCE = "--reference";
    private static final String REASON = "--reason";
    private static final String REQUESTED_AT = "--requested-at";
    private static final String APPROVED_BY = "--approved-by";

    /** The names of the options. The values of these options may contain the name of a person. */
    public static final List<String> NAMES = List.of(REFERENCE, REASON, REQUESTED_AT, APPROVED_BY);

    @Option(
            names = REFERENCE,
            paramLabel = "TEXT",
            description = "Reference of the request, such as a ticket number. " + KEPT
                    + ", so it must contain no personal data.")
    private @Nullable String reference;

    @Option(
            names = REASON,
            paramLabel = "CODE",
            description = "Reason for the erasure: GDPR_ART17, PIPL_ART47, CONTRACT_ENDED, RETENTION_EXPIRED,"
                    + " CONSENT_WITHDRAWN or OTHER.")
    private RequestFacts.@Nullable Reason reason;

    @Option(
            names = REQUESTED_AT,
            paramLabel = "TIME",
            description = "Day or time of the request, such as 2026-01-31 or 2026-01-31T18:00+08:00.")
    private @Nullable String requestedAt;

    @Option(
            names = APPROVED_BY,
            paramLabel = "TEXT",
            description = "Name or role of the person who approved the request. " + KEPT + ".")
    private @Nullable String approvedBy;

    /**
     * Returns the facts that were given.
     *
     * @throws UsageException if a value is not allowed. The message contains the name of the option and not the value
     */
    RequestFacts facts(CliContext context) {
        check(REFERENCE, () -> new RequestFacts(reference, null, null, null));
        check(APPROVED_BY, () -> new RequestFacts(null, null, null, approvedBy));
        check(REQUESTED_AT, () -> new RequestFacts(null, null, requestedAt, null).checkNotAfter(context.clock()));
        return new RequestFacts(reference, reason, requestedAt, approvedBy);
    }

    private static void check(String option, Runnable check) {
        try {
            check.run();
        } catch (ErasureException e) {
            throw UsageException.of(option, e);
        }
    }
}
