package io.efface.erasure.internal.receipts;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.Answer;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import io.efface.erasure.keys.Digests;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The progress of the targets of one job, packed into 32 bytes each, so that ten million fit into 320 MB. Memory is taken in pages of
 * 4,096 targets, only where a target has events. Times are in whole milliseconds, and of an answer only a hash is left. For one thread.
 */
@SuppressWarnings("EnumOrdinal") // The numbers are not stored.
final class PackedTargets {
    /** An event names the target. */
    static final long SEEN = 1L << 27;
    /** The last event of the target has no seal. */
    static final long UNSEALED = 1L << 28;
    /** The target was done by events with a seal. */
    static final long SEALED_DONE = 1L << 29;
    /** Events name faces of the target. */
    static final long HAS_FACES = 1L << 30;

    private static final long FLAGS = SEEN | UNSEALED | SEALED_DONE | HAS_FACES;
    private static final int OUTCOME_AT = 4;
    private static final int EVIDENCE_AT = 6;
    private static final long MAYBE_EARLIER = 1L << 9;
    private static final int EFFECT_AT = 10;
    private static final int PERMANENT_AT = 13;
    private static final long VERIFIED = 1L << 15;
    private static final long READ = 1L << 16;
    private static final int KIND_AT = 17;
    private static final int ATTEMPTS_AT = 32;

    private static final PersonOutcome[] OUTCOMES = PersonOutcome.values();
    private static final Evidence[] EVIDENCE = Evidence.values();
    private static final Effect[] EFFECTS = Effect.values();
    private static final ErrorKind[] KINDS = ErrorKind.values();

    private static final int BITS = 12;
    private static final int SIZE = 1 << BITS;
    private static final int FIELDS = 4;
    private static final long[] EMPTY = new long[0];

    private final MessageDigest sha256 = Digests.sha256();
    private long[][] pages = new long[0][];

    /** Returns the progress of a target; {@link TargetProgress#NEW} before the first event. */
    TargetProgress get(long target) {
        long[] page = page(target);
        if (page.length == 0) {
            return TargetProgress.NEW;
        }
        int at = at(target);
        long code = page[at];
        long permanent = code >> PERMANENT_AT & 3;
        return new TargetProgress(
                TargetState.of(code & 15),
                (int) (code >> ATTEMPTS_AT),
                constant(OUTCOMES, code >> OUTCOME_AT & 3),
                constant(EVIDENCE, code >> EVIDENCE_AT & 7),
                (code & VERIFIED) == 0 ? null : Instant.ofEpochMilli(page[at + 1]),
                (code & READ) == 0 ? null : Instant.ofEpochMilli(page[at + 2]),
                (code & MAYBE_EARLIER) != 0,
                constant(KINDS, code >> KIND_AT & 63),
                constant(EFFECTS, code >> EFFECT_AT & 7),
                permanent == 0 ? null : permanent == 2,
                Answer.ofHash(page[at + 3]));
    }

    /** Sets the progress of a target; its flags stay. */
    void set(long target, TargetProgress progress) {
        long[] page = pageToWrite(target);
        int at = at(target);
        Boolean permanent = progress.permanent();
        page[at] = (page[at] & FLAGS)
                | progress.state().code()
                | place(progress.outcome()) << OUTCOME_AT
                | place(progress.evidence()) << EVIDENCE_AT
                | (progress.maybeEarlier() ? MAYBE_EARLIER : 0)
                | place(progress.effect()) << EFFECT_AT
                | (permanent == null ? 0L : permanent ? 2L : 1L) << PERMANENT_AT
                | (progress.verifiedAt() == null ? 0 : VERIFIED)
                | (progress.readAt() == null ? 0 : READ)
                | place(progress.kind()) << KIND_AT
                | (long) progress.attempts() << ATTEMPTS_AT;
        page[at + 1] = millis(progress.verifiedAt());
        page[at + 2] = millis(progress.readAt());
        page[at + 3] = progress.answer().hash(sha256);
    }

    /** Returns whether a target has a flag. */
    boolean has(long flag, long target) {
        long[] page = page(target);
        return page.length > 0 && (page[at(target)] & flag) != 0;
    }

    /** Gives a target a flag. */
    void mark(long flag, long target) {
        pageToWrite(target)[at(target)] |= flag;
    }

    /** Returns a number that is greater than that of each target with events. */
    long end() {
        return (long) pages.length << BITS;
    }

    private static long place(@Nullable Enum<?> constant) {
        return constant == null ? 0 : constant.ordinal() + 1;
    }

    private static <T> @Nullable T constant(T[] constants, long place) {
        return place == 0 ? null : constants[(int) place - 1];
    }

    private static long millis(@Nullable Instant time) {
        return time == null ? 0 : time.toEpochMilli();
    }

    private long[] page(long target) {
        int number = (int) (target >> BITS);
        return number < pages.length ? pages[number] : EMPTY;
    }

    private long[] pageToWrite(long target) {
        int number = (int) (target >> BITS);
        if (number >= pages.length) {
            int before = pages.length;
            pages = Arrays.copyOf(pages, Math.max(number + 1, before + (before >> 1)));
            Arrays.fill(pages, before, pages.length, EMPTY);
        }
        if (pages[number].length == 0) {
            pages[number] = new long[SIZE * FIELDS];
        }
        return pages[number];
    }

    private static int at(long target) {
        return (int) (target & SIZE - 1) * FIELDS;
    }
}
