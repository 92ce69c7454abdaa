package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.Operation;
import io.efface.PersonId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FacesSoFarTest {
    private static final PersonId PERSON = new PersonId("p-1");
    private static final Set<FaceId> FACES = Set.of(new FaceId("f1"), new FaceId("f2"));

    @Test
    void orUnknown_failureOfUnknownEffect_saysSoOfEveryFace() {
        FaceException thrown = FaceException.of(Operation.DELETE_FACES, ErrorKind.TIMEOUT)
                .effect(Effect.UNKNOWN)
                .attempts(1)
                .requestId("r-1")
                .build();

        FaceException failure = catchThrowableOfType(
                FaceException.class,
                () -> FacesSoFar.orUnknown(PERSON, FACES, () -> {
                    throw thrown;
                }));

        DeleteFacesResult soFar = failure.facesSoFar().orElseThrow();
        assertThat(soFar.with(FaceOutcome.UNKNOWN)).isEqualTo(FACES);
        assertThat(soFar.trace().attempts()).isEqualTo(1);
        assertThat(soFar.trace().requestIds()).containsExactly("r-1");
        assertThat(failure.kind()).isEqualTo(ErrorKind.TIMEOUT);
    }

    @Test
    void orUnknown_failureWithoutEffect_isThrownAsItIs() {
        FaceException thrown =
                FaceException.of(Operation.DELETE_FACES, ErrorKind.CANCELLED).build();

        assertThat(FacesSoFar.unknown(thrown, PERSON, FACES)).isSameAs(thrown);
    }

    @Test
    void orUnknown_success_isReturned() {
        assertThat(FacesSoFar.orUnknown(PERSON, FACES, () -> "done")).isEqualTo("done");
    }
}
