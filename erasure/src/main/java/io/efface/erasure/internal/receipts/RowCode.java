package io.efface.erasure.internal.receipts;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.record.PlannedRow;
import io.efface.erasure.internal.ledger.record.RowResult;
import io.efface.erasure.internal.ledger.record.StoredRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of a target as a few numbers, so that a job of ten million fits into memory: a code of all that is one of a few constants,
 * and a hash of the rest. Rows and events with the same content have the same numbers.
 */
@SuppressWarnings("EnumOrdinal") // Numbers of one check, which nobody keeps.
final class RowCode {
    private static final PersonOutcome[] OUTCOMES = PersonOutcome.values();
    private static final Evidence[] EVIDENCE = Evidence.values();
    private static final Effect[] EFFECTS = Effect.values();
    private static final ErrorKind[] KINDS = ErrorKind.values();

    private static final Map<String, Long> OUTCOME_PLACES = places(OUTCOMES);
    private static final Map<String, Long> EVIDENCE_PLACES = places(EVIDENCE);
    private static final Map<String, Long> EFFECT_PLACES = places(EFFECTS);
    private static final Map<String, Long> KIND_PLACES = places(KINDS);
    private static final String AGAINST_RULE = ProblemCode.ID_AGAINST_RULE.name();

    static final long STATE = 15;
    private static final int OUTCOME_AT = 4;
    static final long OUTCOME = 3L << OUTCOME_AT;
    private static final int EVIDENCE_AT = 6;
    /** How sure it is, and which times are there. */
    static final long CERTAINTY = (7L << EVIDENCE_AT) | (3L << 15);

    static final long MAYBE_EARLIER = 1L << 9;
    private static final int EFFECT_AT = 10;
    private static final int PERMANENT_AT = 13;
    static final long VERIFIED = 1L << 15;
    static final long READ = 1L << 16;
    private static final int KIND_AT = 17;
    static final long EFFECT = 7L << EFFECT_AT;
    /** Why it failed, and with what effect. */
    static final long FAILURE = EFFECT | (3L << PERMANENT_AT) | (63L << KIND_AT);

    private static final int ATTEMPT_AT = 32;
    static final long ATTEMPTS = (long) Integer.MAX_VALUE << ATTEMPT_AT;

    /** Only of a row: another stands for it. */
    static final long HAS_TARGET = 1L << 24;
    /** Only of a row: it was refused for something. */
    static final long HAS_PROBLEM = 1L << 25;
    /** Only of a row: an id of it is there. */
    static final long HAS_ID = 1L << 26;
    /** Only of events: there are any. */
    static final long SEEN = 1L << 27;
    /** Only of events: the last one has no seal. */
    static final long UNSEALED = 1L << 28;
    /** Only of events: it was done by those with a seal. */
    static final long SEALED_DONE = 1L << 29;
    /** Only of events: they name faces of it. */
    static final long HAS_FACES = 1L << 30;

    private RowCode() {}

    static long of(TargetState state) {
        return state.code();
    }

    static long of(@Nullable PersonOutcome outcome) {
        return place(outcome) << OUTCOME_AT;
    }

    static long of(@Nullable Evidence evidence) {
        return place(evidence) << EVIDENCE_AT;
    }

    static long of(@Nullable Effect effect) {
        return place(effect) << EFFECT_AT;
    }

    static long of(@Nullable ErrorKind kind) {
        return place(kind) << KIND_AT;
    }

    static long permanent(@Nullable Boolean permanent) {
        return (permanent == null ? 0L : permanent ? 2L : 1L) << PERMANENT_AT;
    }

    static long attempt(int attempt) {
        return (long) attempt << ATTEMPT_AT;
    }

    private static long place(@Nullable Enum<?> constant) {
        return constant == null ? 0 : constant.ordinal() + 1;
    }

    static TargetState state(long code) {
        return TargetState.of(code & STATE);
    }

    static @Nullable PersonOutcome outcome(long code) {
        return constant(OUTCOMES, (code & OUTCOME) >> OUTCOME_AT);
    }

    static @Nullable Evidence evidence(long code) {
        return constant(EVIDENCE, code >> EVIDENCE_AT & 7);
    }

    static @Nullable ErrorKind kind(long code) {
        return constant(KINDS, code >> KIND_AT & 63);
    }

    static @Nullable Effect effect(long code) {
        return constant(EFFECTS, code >> EFFECT_AT & 7);
    }

    static @Nullable Boolean permanent(long code) {
        long place = code >> PERMANENT_AT & 3;
        return place == 0 ? null : place == 2;
    }

    static int attempts(long code) {
        return (int) (code >> ATTEMPT_AT & Integer.MAX_VALUE);
    }

    private static <T> @Nullable T constant(T[] constants, long place) {
        return place == 0 || place > constants.length ? null : constants[(int) place - 1];
    }

    /** Returns whether nothing was sent that may have had an effect, so that the hold list decides about the state. */
    static boolean isUntouched(long code) {
        long state = code & STATE;
        return (code & MAYBE_EARLIER) == 0 && (state == TargetState.PENDING.code() || state == TargetState.HELD.code());
    }

    /** Returns the code of a row; a name of no constant has a place of its own. */
    static long of(StoredRow row) {
        PlannedRow plan = row.plan();
        RowResult result = row.result();
        TargetState state = plan.state();
        String problem = plan.problem();
        // A planned row may have this one problem as a mark, which the digest of the plan covers.
        boolean refused = problem != null && (!problem.equals(AGAINST_RULE) || state == TargetState.REFUSED);
        boolean counted = result.attempts() >= 0 && result.attempts() < Integer.MAX_VALUE;
        return (state == null ? STATE : of(state))
                | place(result.outcome(), OUTCOME_PLACES, 3) << OUTCOME_AT
                | place(result.evidence(), EVIDENCE_PLACES, 7) << EVIDENCE_AT
                | place(result.effect(), EFFECT_PLACES, 7) << EFFECT_AT
                | place(result.kind(), KIND_PLACES, 63) << KIND_AT
                | (result.maybeEarlier() ? MAYBE_EARLIER : 0)
                | (result.verifiedAt() != null ? VERIFIED : 0)
                | (result.readAt() != null ? READ : 0)
                | (plan.duplicateOf() != null ? HAS_TARGET : 0)
                | (refused ? HAS_PROBLEM : 0)
                | (row.hasId() ? HAS_ID : 0)
                | permanent(result.permanent())
                | attempt(counted ? (int) result.attempts() : Integer.MAX_VALUE);
    }

    private static Map<String, Long> places(Enum<?>[] constants) {
        return Arrays.stream(constants).collect(Collectors.toUnmodifiableMap(Enum::name, RowCode::place));
    }

    private static long place(@Nullable String name, Map<String, Long> places, long other) {
        return name == null ? 0 : places.getOrDefault(name, other);
    }

    /** Hashes when the answer of a row came and what it was; 0 if there is none. */
    static long answer(RowResult result, MessageDigest sha256) {
        return answer(result.outcomeAt(), result.vendorCode(), result.requestId(), sha256);
    }

    /** Hashes when an answer came and what it was; 0 if there is none. */
    static long answer(@Nullable Instant at, @Nullable String code, @Nullable String requestId, MessageDigest sha256) {
        return at == null && code == null && requestId == null
                ? 0
                : hash(
                        (at == null ? "-" : at.toEpochMilli()) + " "
                                + (code == null ? "-" : code.getBytes(StandardCharsets.UTF_8).length + ":" + code) + " "
                                + (requestId == null ? "-" : "=" + requestId),
                        sha256);
    }

    private static long hash(String text, MessageDigest sha256) {
        byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
        long hash = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            hash = (hash << Byte.SIZE) | (digest[i] & 0xff);
        }
        return hash;
    }
}
