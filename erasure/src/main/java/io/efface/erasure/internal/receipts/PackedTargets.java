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
 * The progress of the targets of one job. Each target takes 32 bytes, so ten million targets take 320 MB. The memory for a page of 256
 * targets is allocated when the first of these targets has an event. So if only a few targets have events, an instance takes little memory.
 * Times are cut to whole milliseconds. Of the vendor's last response about a target, only a hash is stored. For one thread.
 */
@SuppressWarnings("EnumOrdinal") // The ordinals only exist in memory.
final class PackedTargets {
    /** Flag: an event names the target. */
    static final long SEEN = 1L << 27;
    /** Flag: no seal covers the last event of the target. */
    static final long UNSEALED = 1L << 28;
    /** Flag: the target was {@code DONE} before its first event without a seal. This flag is set only together with {@code UNSEALED}. */
    static final long SEALED_DONE = 1L << 29;
    /** Flag: an event names faces of the target. */
    static final long HAS_FACES = 1L << 30;

    private static final long FLAGS = SEEN | UNSEALED | SEALED_DONE | HAS_FACES;
    private static final int OUTCOME_SHIFT = 4;
    private static final int EVIDENCE_SHIFT = 6;
    private static final long MAYBE_EARLIER = 1L << 9;
    private static final int EFFECT_SHIFT = 10;
    private static final int PERMANENT_SHIFT = 13;
    private static final long HAS_VERIFIED_AT = 1L << 15;
    private static final long HAS_READ_AT = 1L << 16;
    private static final int KIND_SHIFT = 17;
    private static final int ATTEMPTS_SHIFT = 32;

    private static final PersonOutcome[] OUTCOMES = PersonOutcome.values();
    private static final Evidence[] EVIDENCE = Evidence.values();
    private static final Effect[] EFFECTS = Effect.values();
    private static final ErrorKind[] KINDS = ErrorKind.values();

    private static final int PAGE_BITS = 8;
    private static final int TARGETS_PER_PAGE = 1 << PAGE_BITS;
    private static final int LONGS_PER_TARGET = 4;
    private static final long[] EMPTY_PAGE = new long[0];

    private final MessageDigest sha256 = Digests.sha256();
    private long[][] pages = new long[0][];

    /** Returns the progress of a target, or {@link TargetProgress#NEW} if the target has no progress yet. */
    TargetProgress get(long target) {
        long[] page = page(target);
        if (page.length == 0) {
            return TargetProgress.NEW;
        }
        int offset = offset(target);
        long code = page[offset];
        long permanent = code >> PERMANENT_SHIFT & 3;
        return new TargetProgress(
                TargetState.of(code & 15),
                (int) (code >> ATTEMPTS_SHIFT),
                constant(OUTCOMES, code >> OUTCOME_SHIFT & 3),
                constant(EVIDENCE, code >> EVIDENCE_SHIFT & 7),
                (code & HAS_VERIFIED_AT) == 0 ? null : Instant.ofEpochMilli(page[offset + 1]),
                (code & HAS_READ_AT) == 0 ? null : Instant.ofEpochMilli(page[offset + 2]),
                (code & MAYBE_EARLIER) != 0,
                constant(KINDS, code >> KIND_SHIFT & 63),
                constant(EFFECTS, code >> EFFECT_SHIFT & 7),
                permanent == 0 ? null : permanent == 2,
                Answer.ofHash(page[offset + 3]));
    }

    /** Sets the progress of a target. The target keeps its flags. */
    void set(long target, TargetProgress progress) {
        long[] page = pageToWrite(target);
        int offset = offset(target);
        Boolean permanent = progress.permanent();
        page[offset] = (page[offset] & FLAGS)
                | progress.state().code()
                | encode(progress.outcome()) << OUTCOME_SHIFT
                | encode(progress.evidence()) << EVIDENCE_SHIFT
                | (progress.maybeEarlier() ? MAYBE_EARLIER : 0)
                | encode(progress.effect()) << EFFECT_SHIFT
                | (permanent == null ? 0L : permanent ? 2L : 1L) << PERMANENT_SHIFT
                | (progress.verifiedAt() == null ? 0 : HAS_VERIFIED_AT)
                | (progress.readAt() == null ? 0 : HAS_READ_AT)
                | encode(progress.kind()) << KIND_SHIFT
                | (long) progress.attempts() << ATTEMPTS_SHIFT;
        page[offset + 1] = millis(progress.verifiedAt());
        page[offset + 2] = millis(progress.readAt());
        page[offset + 3] = progress.answer().hash(sha256);
    }

    /** Returns whether a flag of a target is set. */
    boolean has(long flag, long target) {
        long[] page = page(target);
        return page.length > 0 && (page[offset(target)] & flag) != 0;
    }

    /** Sets a flag of a target. */
    void mark(long flag, long target) {
        pageToWrite(target)[offset(target)] |= flag;
    }

    /** Returns a number that is greater than the number of every target with an event. */
    long end() {
        return (long) pages.length << PAGE_BITS;
    }

    private static long encode(@Nullable Enum<?> constant) {
        return constant == null ? 0 : constant.ordinal() + 1;
    }

    private static <T> @Nullable T constant(T[] constants, long code) {
        return code == 0 ? null : constants[(int) code - 1];
    }

    private static long millis(@Nullable Instant time) {
        return time == null ? 0 : time.toEpochMilli();
    }

    private long[] page(long target) {
        int number = (int) (target >> PAGE_BITS);
        return number < pages.length ? pages[number] : EMPTY_PAGE;
    }

    private long[] pageToWrite(long target) {
        int number = (int) (target >> PAGE_BITS);
        if (number >= pages.length) {
            int oldLength = pages.length;
            pages = Arrays.copyOf(pages, Math.max(number + 1, oldLength + (oldLength >> 1)));
            Arrays.fill(pages, oldLength, pages.length, EMPTY_PAGE);
        }
        if (pages[number].length == 0) {
            pages[number] = new long[TARGETS_PER_PAGE * LONGS_PER_TARGET];
        }
        return pages[number];
    }

    private static int offset(long target) {
        return (int) (target & TARGETS_PER_PAGE - 1) * LONGS_PER_TARGET;
    }
}
