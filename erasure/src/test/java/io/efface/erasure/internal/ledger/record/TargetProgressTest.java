package io.efface.erasure.internal.ledger.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests each transition of the state machine of a target. */
class TargetProgressTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private static final TargetEvent ATTEMPTED = new TargetEvent.Attempted(1, NOW, 1, null, null);
    private static final TargetProgress IN_FLIGHT = TargetProgress.NEW.apply(ATTEMPTED);
    private static final TargetProgress DONE = IN_FLIGHT.apply(outcome(TargetState.DONE, null, false));

    private static TargetEvent.Outcome outcome(TargetState state, @Nullable ErrorKind kind, boolean returned) {
        boolean done = state == TargetState.DONE;
        return new TargetEvent.Outcome(
                1,
                NOW,
                1,
                state,
                done ? PersonOutcome.DELETED : null,
                done ? Evidence.ACCEPTED : null,
                null,
                false,
                kind,
                null,
                kind == null ? null : false,
                kind == null ? null : Effect.NONE,
                kind == null ? null : "Code",
                "r-1",
                Map.of(),
                returned);
    }

    @Test
    void attempted_newTarget_isInFlight() {
        assertThat(IN_FLIGHT.state()).isEqualTo(TargetState.IN_FLIGHT);
        assertThat(IN_FLIGHT.attempts()).isEqualTo(1);
        assertThat(IN_FLIGHT.isUntouched()).isFalse();
    }

    @Test
    void attempted_failedTarget_clearsTheFailureAndKeepsTheRemark() {
        TargetProgress failed = IN_FLIGHT
                .apply(new TargetEvent.Orphaned(1, NOW, "the worker ended"))
                .apply(outcome(TargetState.FAILED, ErrorKind.RATE_LIMITED, false));

        TargetProgress again = failed.apply(new TargetEvent.Attempted(1, LATER, 2, ErrorKind.STILL_PRESENT, null));

        assertThat(again)
                .isEqualTo(new TargetProgress(
                        TargetState.IN_FLIGHT,
                        2,
                        null,
                        null,
                        null,
                        null,
                        true,
                        ErrorKind.STILL_PRESENT,
                        null,
                        null,
                        Answer.NONE));
    }

    @Test
    void outcome_done_hasOutcomeEvidenceAndAnswer() {
        assertThat(DONE)
                .isEqualTo(new TargetProgress(
                        TargetState.DONE,
                        1,
                        PersonOutcome.DELETED,
                        Evidence.ACCEPTED,
                        null,
                        null,
                        false,
                        null,
                        null,
                        null,
                        Answer.of(NOW, null, "r-1")));
    }

    @Test
    void outcome_failure_hasKindEffectAndCode() {
        TargetProgress failed = IN_FLIGHT.apply(outcome(TargetState.FAILED, ErrorKind.RATE_LIMITED, false));

        assertThat(failed.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(failed.effect()).isEqualTo(Effect.NONE);
        assertThat(failed.permanent()).isFalse();
        assertThat(failed.answer()).isEqualTo(Answer.of(NOW, "Code", "r-1"));
    }

    @Test
    void outcome_unknown_alwaysHasUnknownEffect() {
        assertThat(IN_FLIGHT
                        .apply(outcome(TargetState.UNKNOWN, ErrorKind.TIMEOUT, false))
                        .effect())
                .isEqualTo(Effect.UNKNOWN);
    }

    @Test
    void outcome_returned_keepsOnlyTheNumberOfTheAttempt() {
        TargetProgress returned = IN_FLIGHT.apply(outcome(TargetState.PENDING, ErrorKind.UNAVAILABLE, true));

        assertThat(returned.withState(TargetState.PENDING))
                .isEqualTo(new TargetProgress(
                        TargetState.PENDING, 1, null, null, null, null, false, null, null, null, Answer.NONE));
        assertThat(returned.isUntouched()).isTrue();
    }

    @Test
    void orphaned_inFlight_isUnknownAndMayHaveBeenDeleted() {
        TargetProgress orphaned = IN_FLIGHT.apply(new TargetEvent.Orphaned(1, LATER, "the lease ran out"));

        assertThat(orphaned.state()).isEqualTo(TargetState.UNKNOWN);
        assertThat(orphaned.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(orphaned.maybeEarlier()).isTrue();
        assertThat(orphaned.answer()).isEqualTo(Answer.of(LATER, null, null));
    }

    @Test
    void readBack_verificationDidNotFindTheTarget_isVerifiedAbsent() {
        TargetProgress verified = DONE.apply(new TargetEvent.ReadBack(1, LATER, "a", false, true, null));

        assertThat(verified.state()).isEqualTo(TargetState.DONE);
        assertThat(verified.evidence()).isEqualTo(Evidence.VERIFIED_ABSENT);
        assertThat(verified.verifiedAt()).isEqualTo(LATER);
        assertThat(verified.readAt()).isEqualTo(LATER);
        assertThat(verified.answer()).isEqualTo(DONE.answer());
    }

    @Test
    void readBack_beforeADeletion_changesNothing() {
        assertThat(DONE.apply(new TargetEvent.ReadBack(1, LATER, null, false, true, null)))
                .isSameAs(DONE);
        assertThat(DONE.apply(new TargetEvent.ReadBack(1, LATER, "a", true, true, null)))
                .isSameAs(DONE);
    }

    @Test
    void reopened_present_isStillPresentAndMayBeDeletedByTheEarlierAttempt() {
        TargetProgress present = DONE.apply(new TargetEvent.Reopened(1, LATER, TargetState.PRESENT, true));

        assertThat(present)
                .isEqualTo(new TargetProgress(
                        TargetState.PRESENT,
                        1,
                        null,
                        null,
                        null,
                        LATER,
                        true,
                        ErrorKind.STILL_PRESENT,
                        null,
                        false,
                        DONE.answer()));
        assertThat(DONE.apply(new TargetEvent.Reopened(1, LATER, TargetState.PRESENT, false))
                        .maybeEarlier())
                .isFalse();
    }

    @Test
    void reopened_failed_changesNothing() {
        assertThat(DONE.apply(new TargetEvent.Reopened(1, LATER, TargetState.FAILED, true)))
                .isSameAs(DONE);
    }

    @Test
    void face_events_changeTheNamedFaces() {
        FaceRecord deleted = new FaceRecord(FaceOutcome.DELETED, Evidence.CONFIRMED, null, false, null);
        TargetEvent.Outcome event = new TargetEvent.Outcome(
                1,
                NOW,
                1,
                TargetState.PARTIAL,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of("f", deleted),
                false);
        TargetEvent orphaned = new TargetEvent.Orphaned(1, LATER, "the worker ended");
        TargetEvent found = new TargetEvent.ReadBack(1, LATER, "a", true, true, Set.of("f"));
        TargetEvent absent = new TargetEvent.ReadBack(1, LATER, "a", false, true, null);
        FaceRecord unknown = new FaceRecord(FaceOutcome.UNKNOWN, null, null, true, null);

        assertThat(FaceRecord.NEW.apply(event, "f")).isEqualTo(deleted);
        assertThat(FaceRecord.NEW.apply(event, "g")).isSameAs(FaceRecord.NEW);
        assertThat(unknown.apply(event, "f").maybeEarlier()).isTrue();
        assertThat(FaceRecord.NEW.apply(orphaned, "f")).isEqualTo(unknown);
        assertThat(deleted.apply(orphaned, "f")).isSameAs(deleted);
        assertThat(deleted.apply(found, "f"))
                .isEqualTo(new FaceRecord(FaceOutcome.FAILED, null, null, true, ErrorKind.STILL_PRESENT));
        assertThat(deleted.apply(found, "g")).isSameAs(deleted);
        assertThat(deleted.apply(absent, "f"))
                .isEqualTo(new FaceRecord(FaceOutcome.DELETED, Evidence.VERIFIED_ABSENT, LATER, false, null));
    }
}
