package io.efface;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the effect of every combination of outcomes, and the result of every outcome after a read. */
class EffectTest {
    private static final Instant T = Instant.parse("2026-11-28T12:00:00Z");
    private final FaceException error =
            FaceException.of(Operation.DELETE_FACES, ErrorKind.STILL_PRESENT).build();

    @Test
    void of_everyCombinationOfUpToThreeFaces_followsTheRule() {
        int combinations = 0;
        for (List<FaceOutcome> outcomes : combinations(3)) {
            Effect expected = Effect.NONE;
            for (FaceOutcome outcome : outcomes) {
                switch (outcome) {
                    case UNKNOWN, UNCONFIRMED -> expected = Effect.UNKNOWN;
                    case DELETED, ALREADY_ABSENT ->
                        expected = expected == Effect.UNKNOWN ? Effect.UNKNOWN : Effect.PARTIAL;
                    case RETAINED, FAILED, NOT_ATTEMPTED -> {}
                }
            }
            assertThat(Effect.of(outcomes)).as("%s", outcomes).isEqualTo(expected);
            assertThat(result(outcomes).effect()).as("%s", outcomes).isEqualTo(expected);
            assertThat(FaceException.of(Operation.DELETE_FACES, ErrorKind.INTERNAL)
                            .facesSoFar(result(outcomes))
                            .build()
                            .effect())
                    .as("%s", outcomes)
                    .isEqualTo(expected);
            combinations++;
        }
        assertThat(combinations).isEqualTo(7 + 49 + 343);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETED,        false, FAILED,        DELETED,        false",
        "ALREADY_ABSENT, false, FAILED,        ALREADY_ABSENT, false",
        "ALREADY_ABSENT, true,  UNKNOWN,       ALREADY_ABSENT, true",
        "UNCONFIRMED,    false, FAILED,        ALREADY_ABSENT, false",
        "UNCONFIRMED,    true,  UNKNOWN,       ALREADY_ABSENT, true",
        "UNKNOWN,        false, UNKNOWN,       ALREADY_ABSENT, true",
        "RETAINED,       false, RETAINED,      ALREADY_ABSENT, false",
        "FAILED,         false, FAILED,        ALREADY_ABSENT, false",
        "NOT_ATTEMPTED,  false, NOT_ATTEMPTED, ALREADY_ABSENT, false"
    })
    void verified_everyOutcome_followsTheRule(
            FaceOutcome outcome,
            boolean maybeByEarlier,
            FaceOutcome found,
            FaceOutcome notFound,
            boolean maybeByEarlierAfter) {
        FaceResult before = maybeByEarlier ? face(outcome).maybeEarlier() : face(outcome);

        assertThat(before.verifiedPresent(error).outcome()).isEqualTo(found);
        FaceResult absent = before.verifiedAbsent(T);
        assertThat(absent.outcome()).isEqualTo(notFound);
        assertThat(absent.evidence()).isEqualTo(Evidence.VERIFIED_ABSENT);
        assertThat(absent.verifiedAt()).isEqualTo(T);
        assertThat(absent.maybeByEarlierAttempt()).isEqualTo(maybeByEarlierAfter);
    }

    @Test
    void verifiedAbsent_responseDoesNotListDeletedFaces_setsMaybeByEarlierAttempt() {
        FaceResult possiblyDeleted = FaceResult.possiblyDeleted();

        assertThat(possiblyDeleted.outcome()).isEqualTo(FaceOutcome.UNCONFIRMED);
        assertThat(possiblyDeleted.maybeDeleted()).isTrue();
        assertThat(possiblyDeleted.maybeEarlier().maybeDeleted()).isTrue();
        assertThat(possiblyDeleted.verifiedPresent(error).outcome()).isEqualTo(FaceOutcome.FAILED);
        assertThat(possiblyDeleted.verifiedAbsent(T).maybeByEarlierAttempt()).isTrue();
        assertThat(FaceResult.unconfirmed().maybeDeleted()).isFalse();
        assertThat(FaceResult.unknown().maybeDeleted()).isTrue();
    }

    private static List<List<FaceOutcome>> combinations(int maxLength) {
        List<List<FaceOutcome>> all = new ArrayList<>();
        List<List<FaceOutcome>> longest = List.of(List.of());
        for (int length = 1; length <= maxLength; length++) {
            List<List<FaceOutcome>> longer = new ArrayList<>();
            for (List<FaceOutcome> shorter : longest) {
                for (FaceOutcome outcome : FaceOutcome.values()) {
                    List<FaceOutcome> next = new ArrayList<>(shorter);
                    next.add(outcome);
                    longer.add(next);
                }
            }
            all.addAll(longer);
            longest = longer;
        }
        return all;
    }

    private DeleteFacesResult result(List<FaceOutcome> outcomes) {
        Map<FaceId, FaceResult> faces = new LinkedHashMap<>();
        outcomes.forEach(outcome -> faces.put(FaceId.of("f" + faces.size()), face(outcome)));
        return DeleteFacesResult.of(PersonId.of("alice"), faces, CallTrace.NOTHING_SENT);
    }

    private FaceResult face(FaceOutcome outcome) {
        return switch (outcome) {
            case DELETED -> FaceResult.deleted(Evidence.CONFIRMED);
            case ALREADY_ABSENT -> FaceResult.alreadyAbsent(Evidence.CONFIRMED);
            case UNCONFIRMED -> FaceResult.unconfirmed();
            case UNKNOWN -> FaceResult.unknown();
            case RETAINED -> FaceResult.retained(RetainedReason.LAST_FACE);
            case FAILED -> FaceResult.failed(error);
            case NOT_ATTEMPTED -> FaceResult.notAttempted();
        };
    }
}
