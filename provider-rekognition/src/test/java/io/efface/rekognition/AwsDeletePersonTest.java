package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the requests of the deletion of a person, and the meaning of each form of response. */
class AwsDeletePersonTest extends AwsRepositoryFixture {
    @Test
    void deletePerson_twoPagesOfFaces_deletesAllFacesAndTheUserLast() {
        server.on("ListFaces", page("p2", face(F1, "alice")))
                .on("ListFaces", faces(face(F2, "alice")))
                .on("ListFaces", faces())
                .on("DisassociateFaces", DISASSOCIATED)
                .on("DeleteFaces", deleted(F1, F2))
                .on("DeleteUser", "");

        DeletePersonResult result = repository.deletePerson(ALICE);

        assertThat(server.actions())
                .containsExactly(
                        "ListFaces", "ListFaces", "DisassociateFaces", "DeleteFaces", "ListFaces", "DeleteUser");
        assertThat(server.received.get(0).bodyText())
                .isEqualTo("{\"CollectionId\":\"staff\",\"UserId\":\"alice\",\"MaxResults\":1000}");
        assertThat(server.received.get(1).bodyText()).contains("\"NextToken\":\"p2\"");
        assertThat(server.received.get(2).bodyText()).contains("alice", F1.value(), F2.value());
        assertThat(server.received.get(3).bodyText())
                .contains(F1.value(), F2.value())
                .doesNotContain("alice");
        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(result.evidence()).isEqualTo(Evidence.ACCEPTED);
        assertThat(result.trace().attempts()).isEqualTo(6);
        assertThat(result.trace().requestIds()).hasSize(6).containsOnly(CannedRekognition.REQUEST_ID);
        assertThat(result.trace().detachedFaces()).containsExactly(F1, F2);
    }

    @Test
    void deletePerson_moreFacesThanARequestTakes_areSentInParts() {
        String[] all = IntStream.range(0, 101)
                .mapToObj(i -> face(FaceId.of("00000000-0000-0000-0000-%012d".formatted(i)), "alice"))
                .toArray(String[]::new);
        FaceId[] ids = IntStream.range(0, 101)
                .mapToObj(i -> FaceId.of("00000000-0000-0000-0000-%012d".formatted(i)))
                .toArray(FaceId[]::new);
        FaceId[] first = Arrays.copyOf(ids, 100);
        server.on("ListFaces", faces(all))
                .on("ListFaces", faces())
                .on("DisassociateFaces", DISASSOCIATED)
                .on("DeleteFaces", deleted(first))
                .on("DeleteFaces", deleted(ids[100]))
                .on("DeleteUser", "{}");

        repository.deletePerson(ALICE);

        assertThat(server.actions())
                .containsExactly(
                        "ListFaces",
                        "DisassociateFaces",
                        "DisassociateFaces",
                        "DeleteFaces",
                        "DeleteFaces",
                        "ListFaces",
                        "DeleteUser");
    }

    @Test
    void deletePerson_userWithoutFaces_deletesTheUser() {
        server.on("ListFaces", faces()).on("DeleteUser", "{}");

        assertThat(repository.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(server.actions()).containsExactly("ListFaces", "DeleteUser");
    }

    @Test
    void deletePerson_noSuchUser_isAbsentOnlyIfTheCollectionExists() {
        server.on("ListFaces", faces()).failing("DeleteUser", 400, MISSING);
        collectionExists();

        DeletePersonResult result = repository.deletePerson(ALICE);

        assertThat(server.actions()).containsExactly("ListFaces", "DeleteUser", "DescribeCollection");
        assertThat(result.outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
        assertThat(result.evidence()).isEqualTo(Evidence.CONFIRMED);
    }

    @Test
    void deletePerson_listFacesReportsAMissingResource_isAbsentOnlyIfTheCollectionExists() {
        server.failing("ListFaces", 400, MISSING).failing("DeleteUser", 400, MISSING);
        collectionExists();

        assertThat(repository.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
        assertThat(server.actions())
                .containsExactly("ListFaces", "DescribeCollection", "DeleteUser", "DescribeCollection");
    }

    @Test
    void deletePerson_listFacesReportsTheUserWithoutFacesAsMissing_deletesTheUser() {
        server.on("ListFaces", faces(face(F1, "alice")))
                .failing("ListFaces", 400, MISSING)
                .on("DisassociateFaces", DISASSOCIATED)
                .on("DeleteFaces", deleted(F1))
                .on("DeleteUser", "");
        collectionExists();

        assertThat(repository.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(server.actions()).endsWith("ListFaces", "DescribeCollection", "DeleteUser");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deletePerson", "deleteFaces", "findPerson"})
    void anyOperation_collectionIsMissing_isAnErrorAndNeverAnAbsentPerson(String operation) {
        collectionIsMissing();

        FaceException failure = switch (operation) {
            case "deletePerson" -> failure(Operation.DELETE_PERSON, () -> repository.deletePerson(ALICE));
            case "deleteFaces" -> failure(Operation.DELETE_FACES, () -> repository.deleteFaces(ALICE, set(F1)));
            default -> failure(Operation.FIND_PERSON, () -> repository.findPerson(ALICE));
        };

        assertThat(failure.kind()).isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.NEVER);
        assertThat(failure.isAboutTarget()).isFalse();
        assertThat(failure).hasMessageContaining("there is no such collection");
    }

    @Test
    void deletePerson_collectionIsMissingBeforeDeleteUser_hasPartialEffect() {
        server.on("ListFaces", faces(face(F1, "alice")))
                .on("ListFaces", faces())
                .on("DisassociateFaces", DISASSOCIATED)
                .on("DeleteFaces", deleted(F1))
                .failing("DeleteUser", 400, MISSING)
                .failing("DescribeCollection", 400, MISSING);

        FaceException failure = failure(Operation.DELETE_PERSON, () -> repository.deletePerson(ALICE));

        assertThat(failure.kind()).isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(failure.effect()).isEqualTo(Effect.PARTIAL);
        assertThat(failure.detachedFaces()).containsExactly(F1);
    }

    @Test
    void deletePerson_anotherDeletionIsFaster_continuesWithTheFaces() {
        server.on("ListFaces", faces(face(F1, "alice")))
                .on("ListFaces", faces())
                .failing("DisassociateFaces", 400, MISSING)
                .on("DeleteFaces", kept(F1, AwsErrors.FACE_NOT_FOUND, null))
                .failing("DeleteUser", 400, MISSING);
        collectionExists();

        DeletePersonResult result = repository.deletePerson(ALICE);

        assertThat(server.actions())
                .containsExactly(
                        "ListFaces",
                        "DisassociateFaces",
                        "DescribeCollection",
                        "DeleteFaces",
                        "ListFaces",
                        "DeleteUser",
                        "DescribeCollection");
        assertThat(result.outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
    }

    @Test
    void deletePerson_continuedAfterTheUserIsGone_deletesTheDetachedFaces() {
        server.on("ListFaces", faces()).on("DeleteFaces", deleted(F1)).failing("DeleteUser", 400, MISSING);
        collectionExists();

        DeletePersonResult result = repository.deletePerson(ALICE, continuing(F1));

        assertThat(server.actions())
                .containsExactly("ListFaces", "DeleteFaces", "ListFaces", "DeleteUser", "DescribeCollection");
        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(result.trace().detachedFaces()).containsExactly(F1);
    }

    @Test
    void deletePerson_detachedFaceOfAnotherUser_doesNotPreventTheDeletion() {
        server.on("ListFaces", faces())
                .on("DeleteFaces", kept(F1, AwsErrors.STILL_ASSOCIATED, "bob"))
                .on("DeleteUser", "{}");

        assertThat(repository.deletePerson(ALICE, continuing(F1)).outcome()).isEqualTo(PersonOutcome.DELETED);
    }

    @Test
    void deletePerson_faceAssociatedDuringTheDeletion_isDeletedBeforeTheUser() {
        server.on("ListFaces", faces(face(F1, "alice")))
                .on("ListFaces", faces(face(F2, "alice")))
                .on("ListFaces", faces())
                .on("DisassociateFaces", DISASSOCIATED)
                .on("DeleteFaces", deleted(F1))
                .on("DeleteFaces", deleted(F2))
                .on("DeleteUser", "");

        DeletePersonResult result = repository.deletePerson(ALICE);

        assertThat(server.actions())
                .containsExactly(
                        "ListFaces",
                        "DisassociateFaces",
                        "DeleteFaces",
                        "ListFaces",
                        "DisassociateFaces",
                        "DeleteFaces",
                        "ListFaces",
                        "DeleteUser");
        assertThat(server.received.get(5).bodyText()).contains(F2.value()).doesNotContain(F1.value());
        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(result.trace().detachedFaces()).containsExactly(F1, F2);
    }

    @Test
    void deletePerson_faceAssociatedToAUserWithoutFaces_isDeleted() {
        server.on("ListFaces", faces())
                .on("ListFaces", faces(face(F2, "alice")))
                .on("ListFaces", faces())
                .on("DisassociateFaces", DISASSOCIATED)
                .on("DeleteFaces", deleted(F1))
                .on("DeleteFaces", deleted(F2))
                .on("DeleteUser", "");

        repository.deletePerson(ALICE, continuing(F1));

        assertThat(server.actions())
                .containsExactly(
                        "ListFaces",
                        "DeleteFaces",
                        "ListFaces",
                        "DisassociateFaces",
                        "DeleteFaces",
                        "ListFaces",
                        "DeleteUser");
    }

    @Test
    void deletePerson_everyListContainsANewFace_isARetryableConflict() {
        FaceId[] added =
                IntStream.range(0, 20).mapToObj(i -> FaceId.of("new-face-" + i)).toArray(FaceId[]::new);
        server.on("DisassociateFaces", DISASSOCIATED);
        for (FaceId face : added) {
            server.on("ListFaces", faces(face(face, "alice"))).on("DeleteFaces", deleted(face));
        }

        FaceException failure = failure(Operation.DELETE_PERSON, () -> repository.deletePerson(ALICE));

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFLICT);
        assertThat(failure.effect()).isEqualTo(Effect.PARTIAL);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
        assertThat(failure.isAboutTarget()).isTrue();
        assertThat(failure.detachedFaces()).hasSize(10).doesNotContain(added[10]);
        assertThat(server.actions()).filteredOn("ListFaces"::equals).hasSize(11);
        assertThat(server.actions()).doesNotContain("DeleteUser");
    }

    @Test
    void deletePerson_listStillContainsADeletedFace_isARetryableConflict() {
        server.on("ListFaces", faces(face(F1, "alice")))
                .on("DisassociateFaces", DISASSOCIATED)
                .on("DeleteFaces", deleted(F1));

        FaceException failure = failure(Operation.DELETE_PERSON, () -> repository.deletePerson(ALICE));

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFLICT);
        assertThat(failure.effect()).isEqualTo(Effect.PARTIAL);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
        assertThat(failure.isAboutTarget()).isTrue();
        assertThat(failure.detachedFaces()).containsExactly(F1);
        assertThat(server.actions()).doesNotContain("DeleteUser");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", ""})
    void deletePerson_listContainsAFaceOfSomebodyElse_changesNothing(String owner) {
        server.on("ListFaces", faces(face(F1, "alice"), face(F2, owner.isEmpty() ? null : owner)));

        FaceException failure = failure(Operation.DELETE_PERSON, () -> repository.deletePerson(ALICE));

        assertThat(failure.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.detachedFaces()).isEmpty();
        assertThat(server.actions()).containsExactly("ListFaces");
    }

    @Test
    void deletePerson_faceMovedToAnotherUserBeforeItsDisassociation_staysWithThatUser() {
        server.on("ListFaces", faces(face(F1, "alice"), face(F2, "alice")))
                .on("ListFaces", faces())
                .on("DisassociateFaces", ofBob(F2))
                .on("DeleteFaces", deleted(F1))
                .on("DeleteUser", "");

        assertThat(repository.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(server.received.get(2).bodyText()).contains(F1.value()).doesNotContain(F2.value());
    }

    @Test
    void deletePerson_responseContainsAFaceThatWasNotRequested_isMalformed() {
        server.on("ListFaces", faces()).on("DeleteFaces", deleted(F1, F3));

        FaceException failure = failure(Operation.DELETE_PERSON, () -> repository.deletePerson(ALICE, continuing(F1)));

        assertThat(failure.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
    }

    @Test
    void deletePerson_faceStillAssociated_isARetryableConflict() {
        server.on("ListFaces", faces(face(F1, "alice")))
                .on("DisassociateFaces", DISASSOCIATED)
                .on("DeleteFaces", kept(F1, AwsErrors.STILL_ASSOCIATED, "alice"));

        FaceException failure = failure(Operation.DELETE_PERSON, () -> repository.deletePerson(ALICE));

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFLICT);
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
        assertThat(failure.vendorCode()).contains(AwsErrors.STILL_ASSOCIATED);
        assertThat(failure.detachedFaces()).containsExactly(F1);
        assertThat(server.actions()).doesNotContain("DeleteUser");
    }

    @Test
    void deletePerson_responseDoesNotMentionAFace_isMalformed() {
        server.on("ListFaces", faces(face(F1, "alice"), face(F2, "alice")))
                .on("DisassociateFaces", DISASSOCIATED)
                .on("DeleteFaces", deleted(F1));

        FaceException failure = failure(Operation.DELETE_PERSON, () -> repository.deletePerson(ALICE));

        assertThat(failure.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(server.actions()).doesNotContain("DeleteUser");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListFaces", "DisassociateFaces"})
    void deletePerson_responseIsLostBeforeAnythingIsDeleted_hasNoEffect(String action) {
        if (action.equals("DisassociateFaces")) {
            server.on("ListFaces", faces(face(F1, "alice")));
        }
        server.on(action, LOST);

        FaceException failure = failure(Operation.DELETE_PERSON, () -> repository.deletePerson(ALICE));

        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.detachedFaces()).isEqualTo(action.equals("DisassociateFaces") ? set(F1) : Set.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"DeleteFaces", "DeleteUser"})
    void deletePerson_responseToADeletionIsLost_hasUnknownEffect(String action) {
        server.on("ListFaces", faces(face(F1, "alice")))
                .on("ListFaces", faces())
                .on("DisassociateFaces", DISASSOCIATED);
        if (action.equals("DeleteUser")) {
            server.on("DeleteFaces", deleted(F1));
        }
        server.on(action, LOST);

        FaceException failure = failure(Operation.DELETE_PERSON, () -> repository.deletePerson(ALICE));

        assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(failure.detachedFaces()).containsExactly(F1);
    }
}
