package io.efface.erasure.internal.receipts;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a target as a few numbers, so that a job of ten million fits into memory: a code of all that is one of a few constants,
 * and a hash of the rest. SQL and events make the same of the same.
 */
@SuppressWarnings("EnumOrdinal") // Numbers of one check, which nobody keeps.
final class RowCode {
    private static final PersonOutcome[] OUTCOMES = PersonOutcome.values();
    private static final Evidence[] EVIDENCE = Evidence.values();
    private static final Effect[] EFFECTS = Effect.values();
    private static final ErrorKind[] KINDS = ErrorKind.values();

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

    /** Returns SQL for the code of a row. */
    static String sql() {
        return "CASE WHEN state BETWEEN 0 AND " + (TargetState.values().length - 1) + " THEN state ELSE 15 END"
                + part("outcome", OUTCOMES, 3, OUTCOME_AT)
                + part("evidence", EVIDENCE, 7, EVIDENCE_AT)
                + part("effect", EFFECTS, 7, EFFECT_AT)
                + part("kind", KINDS, 63, KIND_AT)
                + flag("maybe_earlier <> 0", MAYBE_EARLIER)
                + flag("verified_at IS NOT NULL", VERIFIED)
                + flag("read_at IS NOT NULL", READ)
                + flag("duplicate_of IS NOT NULL", HAS_TARGET)
                // A planned row may have this one problem as a mark, which the digest of the plan covers.
                + flag(
                        "problem IS NOT NULL AND (problem <> '" + ProblemCode.ID_AGAINST_RULE + "' OR state = "
                                + TargetState.REFUSED.code() + ")",
                        HAS_PROBLEM)
                + flag("subject IS NOT NULL OR person IS NOT NULL", HAS_ID)
                + " | (CASE WHEN permanent IS NULL THEN 0 WHEN permanent THEN 2 ELSE 1 END << " + PERMANENT_AT + ")"
                + " | (CASE WHEN attempt BETWEEN 0 AND " + (Integer.MAX_VALUE - 1) + " THEN attempt ELSE "
                + Integer.MAX_VALUE + " END << " + ATTEMPT_AT + ")";
    }

    private static String part(String column, Enum<?>[] constants, int other, int at) {
        StringBuilder sql = new StringBuilder(" | (CASE WHEN ").append(column).append(" IS NULL THEN 0");
        for (Enum<?> constant : constants) {
            sql.append(" WHEN ")
                    .append(column)
                    .append(" = '")
                    .append(constant.name())
                    .append("' THEN ")
                    .append(constant.ordinal() + 1);
        }
        return sql.append(" ELSE ")
                .append(other)
                .append(" END << ")
                .append(at)
                .append(')')
                .toString();
    }

    private static String flag(String condition, long flag) {
        return " | (CASE WHEN " + condition + " THEN " + flag + " ELSE 0 END)";
    }

    /** Returns SQL for what {@link #answer} hashes, or null where there is nothing. */
    static String answerSql() {
        return "CASE WHEN outcome_at IS NOT NULL OR vendor_code IS NOT NULL OR request_id IS NOT NULL THEN"
                + " coalesce(outcome_at, '-') || ' '"
                + " || coalesce(length(CAST(vendor_code AS BLOB)) || ':' || vendor_code, '-') || ' '"
                + " || coalesce('=' || request_id, '-') END";
    }

    /** Hashes when an answer came and what it was; 0 if there is none. */
    static long answer(@Nullable Instant at, @Nullable String code, @Nullable String requestId, MessageDigest sha256) {
        return at == null && code == null && requestId == null
                ? 0
                : answer(
                        (at == null ? "-" : at.toEpochMilli()) + " "
                                + (code == null ? "-" : code.getBytes(StandardCharsets.UTF_8).length + ":" + code) + " "
                                + (requestId == null ? "-" : "=" + requestId),
                        sha256);
    }

    /** Hashes what {@link #answerSql} makes of a row. */
    static long answer(@Nullable String text, MessageDigest sha256) {
        if (text == null) {
            return 0;
        }
        byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
        long hash = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            hash = (hash << Byte.SIZE) | (digest[i] & 0xff);
        }
        return hash;
    }
}
