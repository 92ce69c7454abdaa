package io.efface.erasure.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetainedReason;
import io.efface.erasure.internal.ledger.record.HiddenId;
import io.efface.erasure.internal.ledger.record.OpenFace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Tests the outcome of an attempt for a face, for every combination of the outcome of the previous attempt, the result of the call, and
 * whether a read found the face before the call.
 */
class FaceAttemptOutcomeTest {
    private static final Instant T = Instant.parse("2026-11-28T12:00:00Z");
    private static final HiddenId HIDDEN = new HiddenId(new byte[0], 1, 1);

    @Test
    void of_everyCombination_staysUncertainUntilTheFaceIsGoneOrRead() {
        List<@Nullable FaceOutcome> before = new ArrayList<>(Arrays.asList(FaceOutcome.values()));
        before.add(null);
        for (@Nullable FaceOutcome earlier : before) {
            for (FaceOutcome outcome : FaceOutcome.values()) {
                for (boolean readBefore : List.of(true, false)) {
                    for (boolean sentBefore : List.of(true, false)) {
                        check(earlier, outcome, readBefore, sentBefore);
                        checkRefuted(earlier, outcome, readBefore, sentBefore);
                    }
                }
            }
        }
    }

    private static void check(
            @Nullable FaceOutcome earlier, FaceOutcome outcome, boolean readBefore, boolean sentBefore) {
        OpenFace face = new OpenFace(1, 1, "hash", HIDDEN, earlier, sentBefore, false);
        boolean inDoubt = earlier != null && earlier.isUncertain() && !readBefore;

        FaceAttemptOutcome attemptOutcome = FaceAttemptOutcome.of(face, result(outcome), readBefore, true);

        String where = earlier + ", then " + outcome + ", read " + readBefore + ", sent " + sentBefore;
        boolean staysInDoubt = inDoubt && !outcome.isGone() && !outcome.isUncertain();
        assertThat(attemptOutcome.outcome()).as(where).isEqualTo(staysInDoubt ? earlier : outcome);
        assertThat(attemptOutcome.isDoubtful()).as(where).isEqualTo(staysInDoubt || outcome.isUncertain());
        boolean lost = earlier == FaceOutcome.UNKNOWN || outcome == FaceOutcome.UNKNOWN;
        boolean found = readBefore && earlier != null && earlier.isUncertain();
        assertThat(attemptOutcome.maybeEarlier())
                .as(where)
                .isEqualTo(sentBefore || found || outcome == FaceOutcome.UNKNOWN || (staysInDoubt && lost));
        assertThat(attemptOutcome.withMaybeEarlier(false).maybeEarlier())
                .as(where)
                .isFalse();
        assertThat(attemptOutcome.withMaybeEarlier(true).maybeEarlier())
                .as(where)
                .isTrue();
        FaceAttemptOutcome absent = FaceAttemptOutcome.absentAt(face, T);
        assertThat(absent.outcome()).as(where).isEqualTo(FaceOutcome.ALREADY_ABSENT);
        assertThat(absent.maybeEarlier()).as(where).isEqualTo(sentBefore || earlier == FaceOutcome.UNKNOWN);
    }

    private static void checkRefuted(
            @Nullable FaceOutcome earlier, FaceOutcome outcome, boolean readBefore, boolean sentBefore) {
        OpenFace other = new OpenFace(1, 1, "hash", HIDDEN, earlier, sentBefore, false);
        OpenFace face = new OpenFace(1, 1, "hash", HIDDEN, earlier, sentBefore, true);
        FaceAttemptOutcome unrefuted = FaceAttemptOutcome.of(other, result(outcome), readBefore, true);

        FaceAttemptOutcome attemptOutcome = FaceAttemptOutcome.of(face, result(outcome), readBefore, true);

        String where = earlier + ", then " + outcome + ", read " + readBefore + ", sent " + sentBefore;
        assertThat(attemptOutcome.outcome())
                .as(where)
                .isEqualTo(outcome.isGone() ? FaceOutcome.UNKNOWN : unrefuted.outcome());
        assertThat(attemptOutcome.evidence()).as(where).isNull();
        assertThat(attemptOutcome.kind()).as(where).isEqualTo(ErrorKind.STILL_PRESENT);
        assertThat(attemptOutcome.maybeEarlier()).as(where).isEqualTo(outcome.isGone() || unrefuted.maybeEarlier());
        assertThat(FaceAttemptOutcome.absentAt(face, T).kind()).as(where).isNull();
        FaceAttemptOutcome read = FaceAttemptOutcome.of(face, result(outcome).verifiedAbsent(T), readBefore, true);
        assertThat(read.outcome().isGone()).as(where).isTrue();
        assertThat(read.kind()).as(where).isNull();
    }

    @Test
    void of_resultThatMayHaveDeletedTheFace_hasTheRemark() {
        OpenFace face = new OpenFace(1, 1, "hash", HIDDEN, null, false, false);

        FaceAttemptOutcome attemptOutcome = FaceAttemptOutcome.of(face, FaceResult.possiblyDeleted(), true, false);

        assertThat(attemptOutcome.outcome()).isEqualTo(FaceOutcome.UNCONFIRMED);
        assertThat(attemptOutcome.maybeEarlier()).isTrue();
    }

    @Test
    void of_stillPresent_failsAndHasTheRemark() {
        OpenFace face = new OpenFace(1, 1, "hash", HIDDEN, null, false, false);
        FaceException stillPresent = FaceException.of(Operation.DELETE_FACES, ErrorKind.STILL_PRESENT)
                .origin(Origin.VENDOR)
                .build();

        FaceAttemptOutcome attemptOutcome = FaceAttemptOutcome.of(face, FaceResult.failed(stillPresent), true, false);

        assertThat(attemptOutcome.outcome()).isEqualTo(FaceOutcome.FAILED);
        assertThat(attemptOutcome.kind()).isEqualTo(ErrorKind.STILL_PRESENT);
        assertThat(attemptOutcome.maybeEarlier()).isTrue();
    }

    private static FaceResult result(FaceOutcome outcome) {
        return switch (outcome) {
            case DELETED -> FaceResult.deleted(Evidence.CONFIRMED);
            case ALREADY_ABSENT -> FaceResult.alreadyAbsent(Evidence.CONFIRMED);
            case UNCONFIRMED -> FaceResult.unconfirmed();
            case UNKNOWN -> FaceResult.unknown();
            case RETAINED -> FaceResult.retained(RetainedReason.LAST_FACE);
            case FAILED ->
                FaceResult.failed(FaceException.of(Operation.DELETE_FACES, ErrorKind.FAILED_PRECONDITION)
                        .origin(Origin.VENDOR)
                        .build());
            case NOT_ATTEMPTED -> FaceResult.notAttempted();
        };
    }
}
