package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.RetryAdvice;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the requests of the deletion of faces, and the meaning of each form of response. */
class AwsDeleteFacesTest extends AwsRepositoryFixture {
    @Test
    void deleteFaces_facesOfTheUserAndOthers_deletesOnlyFacesOfTheUser() {
        server.on("ListFaces", faces(face(F1, "alice"), face(F2, "bob"), face(F3, null)))
                .on("DisassociateFaces", DISASSOCIATED)
                .on("DeleteFaces", deleted(F1));
        FaceId unknown = FaceId.of("44444444-0000-0000-0000-000000000004");

        DeleteFacesResult result = repository.deleteFaces(ALICE, set(F1, F2, F3, unknown));

        assertThat(server.actions()).containsExactly("ListFaces", "DisassociateFaces", "DeleteFaces");
        assertThat(server.received.get(2).bodyText()).contains(F1.value()).doesNotContain(F2.value(), F3.value());
        assertThat(result.faces().get(F1)).isEqualTo(FaceResult.deleted(Evidence.CONFIRMED));
        assertThat(result.faces().get(F2)).isEqualTo(FaceResult.alreadyAbsent(Evidence.CONFIRMED));
        assertThat(result.faces().get(F3)).satisfies(AwsDeleteFacesTest::isWithoutUser);
        assertThat(result.faces().get(unknown)).isEqualTo(FaceResult.alreadyAbsent(Evidence.CONFIRMED));
    }

    @Test
    void deleteFaces_noFaceOfTheUser_deletesNothing() {
        server.on("ListFaces", faces(face(F2, "bob")));

        DeleteFacesResult result = repository.deleteFaces(ALICE, set(F1, F2));

        assertThat(server.actions()).containsExactly("ListFaces");
        assertThat(result.faces().values()).containsOnly(FaceResult.alreadyAbsent(Evidence.CONFIRMED));
    }

    @Test
    void deleteFaces_facesDetachedEarlier_areDeleted() {
        server.on("ListFaces", faces(face(F1, null), face(F2, null))).on("DeleteFaces", deleted(F1));

        DeleteFacesResult result = repository.deleteFaces(ALICE, set(F1, F2), continuing(F1));

        assertThat(server.actions()).containsExactly("ListFaces", "DeleteFaces");
        assertThat(result.faces().get(F1)).isEqualTo(FaceResult.deleted(Evidence.CONFIRMED));
        assertThat(result.faces().get(F2)).satisfies(AwsDeleteFacesTest::isWithoutUser);
    }

    private static void isWithoutUser(FaceResult result) {
        FaceException error = result.error();
        assertThat(error).isNotNull();
        assertThat(error.kind()).isEqualTo(ErrorKind.FAILED_PRECONDITION);
        assertThat(error.effect()).isEqualTo(Effect.NONE);
        assertThat(error.advice()).isEqualTo(RetryAdvice.NEVER);
        assertThat(error.isAboutTarget()).isTrue();
    }

    @Test
    void deleteFaces_onlyAFaceWithoutUser_isNotReportedAsAbsent() {
        server.on("ListFaces", faces(face(F1, null)));

        DeleteFacesResult result = repository.deleteFaces(ALICE, set(F1));

        assertThat(server.actions()).containsExactly("ListFaces");
        assertThat(result.faces().get(F1)).satisfies(AwsDeleteFacesTest::isWithoutUser);
    }

    @Test
    void deleteFaces_faceMovedToAnotherUserBeforeItsDisassociation_staysWithThatUser() {
        server.on("ListFaces", faces(face(F1, "alice"))).on("DisassociateFaces", ofBob(F1));

        DeleteFacesResult result = repository.deleteFaces(ALICE, set(F1));

        assertThat(server.actions()).containsExactly("ListFaces", "DisassociateFaces");
        assertThat(result.faces().get(F1)).isEqualTo(FaceResult.alreadyAbsent(Evidence.CONFIRMED));
    }

    @Test
    void deleteFaces_listContainsAFaceThatWasNotRequested_changesNothing() {
        server.on("ListFaces", faces(face(F1, "alice"), face(F2, "alice")));

        FaceException failure = failure(Operation.DELETE_FACES, () -> repository.deleteFaces(ALICE, set(F1)));

        assertThat(failure.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(server.actions()).containsExactly("ListFaces");
    }

    @Test
    void deleteFaces_reasonsOfTheVendor_becomeResultsOfFaces() {
        server.on("ListFaces", faces(face(F1, "alice"), face(F2, "alice"), face(F3, "alice")))
                .on("DisassociateFaces", DISASSOCIATED)
                .on(
                        "DeleteFaces",
                        "{\"DeletedFaces\":[],\"UnsuccessfulFaceDeletions\":["
                                + "{\"FaceId\":\"" + F1.value() + "\",\"Reasons\":[\"FACE_NOT_FOUND\"]},"
                                + "{\"FaceId\":\"" + F2.value()
                                + "\",\"UserId\":\"bob\",\"Reasons\":[\"ASSOCIATED_TO_AN_EXISTING_USER\"]}]}");

        DeleteFacesResult result = repository.deleteFaces(ALICE, set(F1, F2, F3));

        assertThat(result.faces().get(F1)).isEqualTo(FaceResult.alreadyAbsent(Evidence.CONFIRMED));
        assertThat(result.faces().get(F2)).isEqualTo(FaceResult.alreadyAbsent(Evidence.CONFIRMED));
        assertThat(result.faces().get(F3)).isEqualTo(FaceResult.unconfirmed());
    }

    @Test
    void deleteFaces_oneFaceStillAssociated_isAConflictWithAResultForEachFace() {
        server.on("ListFaces", faces(face(F1, "alice"), face(F2, "alice")))
                .on("DisassociateFaces", DISASSOCIATED)
                .on(
                        "DeleteFaces",
                        "{\"DeletedFaces\":[\"" + F1.value() + "\"],\"UnsuccessfulFaceDeletions\":[{\"FaceId\":\""
                                + F2.value() + "\",\"Reasons\":[\"ASSOCIATED_TO_AN_EXISTING_USER\"]}]}");

        FaceException failure = failure(Operation.DELETE_FACES, () -> repository.deleteFaces(ALICE, set(F1, F2)));

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFLICT);
        assertThat(failure.effect()).isEqualTo(Effect.PARTIAL);
        assertThat(failure.facesSoFar().orElseThrow().faces().get(F1))
                .isEqualTo(FaceResult.deleted(Evidence.CONFIRMED));
        assertThat(failure.facesSoFar().orElseThrow().faces().get(F2)).isInstanceOf(FaceResult.Failed.class);
    }

    @Test
    void deleteFaces_responseIsLost_isUnknownForEachFaceThatWasSent() {
        server.on("ListFaces", faces(face(F1, "alice"), face(F2, "alice"), face(F3, null)))
                .on("DisassociateFaces", DISASSOCIATED)
                .on("DeleteFaces", LOST);

        FaceException failure = failure(Operation.DELETE_FACES, () -> repository.deleteFaces(ALICE, set(F1, F2, F3)));

        assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
        Map<FaceId, FaceResult> faces = failure.facesSoFar().orElseThrow().faces();
        assertThat(faces).containsOnlyKeys(F1, F2, F3);
        assertThat(faces.get(F1)).isEqualTo(FaceResult.unknown());
        assertThat(faces.get(F2)).isEqualTo(FaceResult.unknown());
        assertThat(faces.get(F3)).satisfies(AwsDeleteFacesTest::isWithoutUser);
    }

    @Test
    void deleteFaces_moreFacesThanARequestTakes_areRejectedBeforeAnythingIsSent() {
        Set<FaceId> many =
                IntStream.range(0, 101).mapToObj(i -> FaceId.of("f" + i)).collect(Collectors.toSet());

        assertThatThrownBy(() -> repository.deleteFaces(ALICE, many)).isInstanceOf(IllegalArgumentException.class);
        assertThat(server.received).isEmpty();
    }
}
