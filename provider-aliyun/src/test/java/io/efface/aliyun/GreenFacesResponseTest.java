package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Classification;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.Person;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests how responses about faces are read: faces that are listed, not listed or only counted, and contradictions. Also tests the faces of
 * a person that is read back.
 */
class GreenFacesResponseTest extends GreenResponseFixture {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // The response has a list.
                "\"faceIds\":[\"1\",\"2\"],\"deleteCount\":2 | DELETED | DELETED | false",
                "\"faceIds\":[\"1\",\"2\"] | DELETED | DELETED | false",
                "\"faceIds\":[1,2],\"deleteCount\":2 | DELETED | DELETED | false",
                "\"faceIds\":[\"1\"],\"deleteCount\":1 | DELETED | UNCONFIRMED | false",
                "\"faceIds\":[1.0] | DELETED | UNCONFIRMED | false",
                "\"faceIds\":[\"2\"] | UNCONFIRMED | DELETED | false",
                "\"faceIds\":[\"2\",\"99\"] | UNCONFIRMED | DELETED | false",
                "\"faceIds\":[\"1\"],\"deleteCount\":2 | DELETED | UNCONFIRMED | true",
                // The response has no list. Only a count of zero or of all faces determines the result of each face.
                "\"deleteCount\":2 | DELETED | DELETED | false",
                "\"faceIds\":null,\"deleteCount\":2 | DELETED | DELETED | false",
                "\"deleteCount\":1 | UNCONFIRMED | UNCONFIRMED | true",
                "\"faceIds\":[],\"deleteCount\":0 | ALREADY_ABSENT | ALREADY_ABSENT | false",
                "\"faceIds\":null,\"deleteCount\":0 | ALREADY_ABSENT | ALREADY_ABSENT | false",
                "\"deleteCount\":0 | ALREADY_ABSENT | ALREADY_ABSENT | false",
                "\"faceIds\":[] | UNCONFIRMED | UNCONFIRMED | false",
                "\"faceIds\":\"\" | UNCONFIRMED | UNCONFIRMED | true",
                "`` | UNCONFIRMED | UNCONFIRMED | true",
                "\"personId\":\"alice-0001\" | UNCONFIRMED | UNCONFIRMED | true",
            })
    void deleteFaces_bothCodes200_determinesTheResultOfEachFace(
            String fields, FaceOutcome first, FaceOutcome second, boolean maybeDeleted) {
        DeleteFacesResult result = deleteFaces(done(fields == null ? "" : fields), "1", "2");

        assertThat(result.faces().keySet()).containsExactly(FaceId.of("1"), FaceId.of("2"));
        assertThat(result.facesWith(first)).contains(FaceId.of("1"));
        assertThat(result.facesWith(second)).contains(FaceId.of("2"));
        assertThat(result.faces().values())
                .filteredOn(each -> each.outcome().isGone())
                .allMatch(each -> each.evidence() == Evidence.CONFIRMED);
        assertThat(result.faces().values())
                .filteredOn(each -> each.outcome() == FaceOutcome.UNCONFIRMED)
                .allMatch(each -> each.maybeDeleted() == maybeDeleted);
        assertThat(result.trace().requestIds()).containsExactly(CannedGreen.REQUEST_ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"faceIds\":[\"1\",\"2\"],\"deleteCount\":1",
                "\"faceIds\":[\"1\"],\"deleteCount\":0",
                "\"deleteCount\":3",
                "\"faceIds\":[\"1\"],\"personId\":\"bob\"",
                "\"faceIds\":\"1\"",
                "\"faceIds\":{\"1\":true}",
                "\"faceIds\":[{\"id\":1}]",
                "\"faceIds\":[null]",
                "\"faceIds\":[true]",
            })
    void deleteFaces_contradictoryResponse_isMalformedWithEveryFaceUnknown(String fields) {
        FaceException failure = deleteFacesFails(done(fields), "1", "2");

        assertThat(failure.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(failure.classification()).isEqualTo(Classification.SHAPE);
        assertThat(failure.facesSoFar().orElseThrow().facesWith(FaceOutcome.UNKNOWN))
                .isEqualTo(faces("1", "2"));
        assertThat(failure.requestId()).contains(CannedGreen.REQUEST_ID);
    }

    @Test
    void deleteFaces_idsBeyondDoublePrecision_keepEveryDigit() {
        DeleteFacesResult result =
                deleteFaces(done("\"faceIds\":[" + BIG + ",23088737259260929]"), BIG, "23088737259260928");

        assertThat(green.received().get(0).body()).contains("[\"" + BIG + "\",\"23088737259260928\"]");
        assertThat(result.facesWith(FaceOutcome.DELETED)).isEqualTo(faces(BIG));
        assertThat(result.facesWith(FaceOutcome.UNCONFIRMED)).isEqualTo(faces("23088737259260928"));
    }

    @Test
    void deleteFaces_idsThatDifferInSpellingOnly_areDistinguished() {
        DeleteFacesResult result = deleteFaces(done("\"faceIds\":[\"1.0\",\" 2\"]"), "1", "1.0", "2", " 2");

        assertThat(result.facesWith(FaceOutcome.DELETED)).isEqualTo(faces("1.0", " 2"));
        assertThat(result.facesWith(FaceOutcome.UNCONFIRMED)).isEqualTo(faces("1", "2"));
    }

    @Test
    void deleteFaces_textFaceMissing_isAbsentForOneFaceAndUnconfirmedForSeveral() {
        String body = "{\"code\":400,\"msg\":\"The face is not exist!\"}";

        assertThat(deleteFaces(body, "1").faces().values()).containsOnly(FaceResult.alreadyAbsent(Evidence.INFERRED));
        assertThat(deleteFaces(body, "1", "2").faces().values()).containsOnly(FaceResult.possiblyDeleted());
        assertThat(deletePersonFails(200, body).kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
    }

    @Test
    void deleteFaces_lastFaceRejected_isFailedPrecondition() {
        FaceException failure =
                deleteFacesFails("{\"code\":400,\"msg\":\"The person must keep at least one face!\"}", "1");

        assertThat(failure.kind()).isEqualTo(ErrorKind.FAILED_PRECONDITION);
        assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(failure.classification()).isEqualTo(Classification.TEXT);
    }

    @Test
    void deleteFaces_rejectedWithoutEffect_containsNoOutcomes() {
        FaceException failure = deleteFacesFails("{\"code\":588}", "1");

        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.facesSoFar()).isEmpty();
    }

    @Test
    void findPerson_present_hasTheFacesInOrderWithAllDigits() {
        green.respondWith(done("\"personId\":\"alice-0001\",\"name\":\"Tom\",\"groupIds\":[\"g\"],\"faceIds\":[" + BIG
                + ",\"2\",\"1\"],\"note\":\"x\""));

        assertThat(repository.findPerson(ALICE).person()).contains(new Person(ALICE, faces(BIG, "2", "1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"personId\":\"alice-0001\"",
                "\"personId\":\"alice-0001\",\"faceIds\":null",
                "\"personId\":\"alice-0001\",\"faceIds\":[]",
                "\"faceIds\":[]",
            })
    void findPerson_noFaces_returnsAPersonWithoutFaces(String fields) {
        green.respondWith(done(fields));

        assertThat(repository.findPerson(ALICE).person()).isEqualTo(Optional.of(new Person(ALICE, Set.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\":\"x\"",
                "\"personId\":\"bob\",\"faceIds\":[]",
                "\"personId\":\"alice-0001\",\"faceIds\":[\" \"]",
                "\"personId\":\"alice-0001\",\"faceIds\":[\"a\\u0007b\"]",
            })
    void findPerson_damagedFields_isMalformedAndNotAbsent(String fields) {
        green.respondWith(done(fields));

        FaceException failure = catchThrowableOfType(FaceException.class, () -> repository.findPerson(ALICE));

        assertThat(failure.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
    }
}
