package io.efface.erasure;

import io.efface.erasure.internal.ledger.RecordedRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The facts about the request for an erasure. A plan stores them in the event {@code PLANNED}, which a seal signs, and a certificate shows
 * them. The facts are never destroyed, not even by a scrub, so they must contain no personal data except the name or the role of the person
 * who approved the request. Immutable and thread-safe.
 *
 * @param reference the reference of the request in the operator's records, such as a ticket number, or null
 * @param reason the reason for the erasure, or null
 * @param requestedAt the day or the time of the request, or null. A day has the form {@code 2026-05-04}. A time has an offset, and is
 *     converted to UTC: {@code 2026-05-04T08:00:00Z}
 * @param approvedBy the name or the role of the person who approved the request, or null
 */
public record RequestFacts(
        @Nullable String reference,
        @Nullable Reason reason,
        @Nullable String requestedAt,
        @Nullable String approvedBy) {
    /** The highest number of characters (Unicode code points) of a text. */
    public static final int MOST_CHARACTERS = 64;

    /** The zone in which each day begins first. */
    private static final ZoneOffset FIRST_ZONE = ZoneOffset.ofHours(14);

    /** No facts. */
    public static final RequestFacts NONE = new RequestFacts(null, null, null, null);

    /**
     * The reason why a person's data has to be erased. Receipts contain the names of the constants, so no constant is ever renamed or
     * removed. New constants may be added later.
     */
    public enum Reason {
        /** The person requested the erasure under Article 17 of the General Data Protection Regulation of the European Union. */
        GDPR_ART17,
        /** The person requested the erasure, or the erasure is due, under Article 47 of China's Personal Information Protection Law. */
        PIPL_ART47,
        /** The contract with the person has ended. */
        CONTRACT_ENDED,
        /** The period for which the data may be kept has ended. */
        RETENTION_EXPIRED,
        /** The person has withdrawn consent. */
        CONSENT_WITHDRAWN,
        /** Another reason, which the reference of the request explains. */
        OTHER
    }

    /**
     * Checks the facts.
     *
     * @throws ErasureException of reason {@code INPUT} if a text is blank, is longer than {@value #MOST_CHARACTERS} characters, or contains
     *     a control character or an invisible character, or if {@code requestedAt} has another form. The message names the fact and never
     *     contains its value
     */
    public RequestFacts {
        checkText("reference", reference);
        checkText("approver", approvedBy);
        requestedAt = requestedAt == null ? null : normalized(requestedAt);
    }

    /**
     * Reads the facts of a job. A check of the receipts shows whether the event with the facts was changed.
     *
     * @param ledger the ledger
     * @param job the job's name
     * @return the facts, or {@link #NONE} if the plan of the job has none
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the job does not exist
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} or another reason of {@link Ledger} if the ledger cannot be read
     */
    public static RequestFacts read(LedgerAddress ledger, String job) {
        return ledger.location()
                .read(tx -> RecordedRequest.read(tx.events(tx.jobs().get(job).number())));
    }

    /** Does the same as {@code read} above, for a ledger in a file. */
    public static RequestFacts read(Path ledger, String job) {
        return read(LedgerAddress.of(ledger), job);
    }

    /** Returns whether there is no fact. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /**
     * Checks that the request is not in the future. A day is accepted as soon as it has begun in some time zone.
     *
     * @param clock the clock
     * @throws ErasureException of reason {@code INPUT} if the day or the time of the request is in the future
     */
    public void checkNotAfter(Clock clock) {
        String at = requestedAt;
        if (at == null) {
            return;
        }
        boolean isFuture = day(at).map(day -> day.isAfter(LocalDate.ofInstant(clock.instant(), FIRST_ZONE)))
                .orElseGet(() -> Instant.parse(at).isAfter(clock.instant()));
        if (isFuture) {
            throw new ErasureException(ErasureException.Reason.INPUT, "the time of the request is in the future");
        }
    }

    private static void checkText(String name, @Nullable String text) {
        if (text == null) {
            return;
        }
        if (text.isBlank() || text.codePointCount(0, text.length()) > MOST_CHARACTERS) {
            throw new ErasureException(
                    ErasureException.Reason.INPUT,
                    "the " + name + " of the request must have 1 to " + MOST_CHARACTERS + " characters");
        }
        if (text.codePoints().anyMatch(RequestFacts::isInvisible)) {
            throw new ErasureException(
                    ErasureException.Reason.INPUT,
                    "the " + name + " of the request contains a control character or an invisible character");
        }
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static String normalized(String text) {
        return Stream.of(day(text).map(LocalDate::toString), time(text).map(Instant::toString))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(
                        () -> new ErasureException(
                                ErasureException.Reason.INPUT,
                                "the time of the request must be written like 2026-01-31, 2026-01-31T18:00+08:00 or 2026-01-31T10:00Z"));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
