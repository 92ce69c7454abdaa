package io.efface.emulator.rekognition;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.StoredPerson;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rekognition.model.AssociateFacesResponse;
import software.amazon.awssdk.services.rekognition.model.AssociatedFace;
import software.amazon.awssdk.services.rekognition.model.ConflictException;
import software.amazon.awssdk.services.rekognition.model.CreateCollectionResponse;
import software.amazon.awssdk.services.rekognition.model.DeleteFacesResponse;
import software.amazon.awssdk.services.rekognition.model.DescribeCollectionResponse;
import software.amazon.awssdk.services.rekognition.model.DisassociateFacesResponse;
import software.amazon.awssdk.services.rekognition.model.DisassociatedFace;
import software.amazon.awssdk.services.rekognition.model.Face;
import software.amazon.awssdk.services.rekognition.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.rekognition.model.InvalidPaginationTokenException;
import software.amazon.awssdk.services.rekognition.model.InvalidParameterException;
import software.amazon.awssdk.services.rekognition.model.ListCollectionsResponse;
import software.amazon.awssdk.services.rekognition.model.ListFacesResponse;
import software.amazon.awssdk.services.rekognition.model.RekognitionException;
import software.amazon.awssdk.services.rekognition.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.rekognition.model.ResourceNotFoundException;
import software.amazon.awssdk.services.rekognition.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.rekognition.model.UnsuccessfulFaceAssociationReason;
import software.amazon.awssdk.services.rekognition.model.UnsuccessfulFaceDeletion;
import software.amazon.awssdk.services.rekognition.model.UnsuccessfulFaceDeletionReason;
import software.amazon.awssdk.services.rekognition.model.UnsuccessfulFaceDisassociationReason;
import software.amazon.awssdk.services.rekognition.model.User;
import software.amazon.awssdk.services.rekognition.model.UserStatus;

/** Tests the emulator with AWS's SDK for Java. */
@NullUnmarked
class RekognitionSdkTest extends RekognitionSdk {
    @Test
    void collection_fromCreationToDeletion_isDescribed() {
        CreateCollectionResponse created = client.createCollection(r -> r.collectionId("visitors"));
        assertThat(created.statusCode()).isEqualTo(200);
        assertThat(created.collectionArn()).isEqualTo("arn:aws:rekognition:eu-west-1:123456789012:collection/visitors");

        emulator.collection("visitors").orElseThrow().addFaces(face(1), face(2));
        emulator.collection("visitors").orElseThrow().users().put("alice", face(3));
        DescribeCollectionResponse described = client.describeCollection(r -> r.collectionId("visitors"));
        assertThat(described.faceCount()).isEqualTo(3);
        assertThat(described.userCount()).isEqualTo(1);
        assertThat(described.collectionARN()).isEqualTo(created.collectionArn());
        assertThat(described.faceModelVersion()).isEqualTo(created.faceModelVersion());
        assertThat(described.creationTimestamp()).isEqualTo(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        assertThat(client.listCollections().collectionIds()).containsExactly(STAFF, "visitors");

        rejection(
                ResourceAlreadyExistsException.class,
                400,
                "ResourceAlreadyExistsException",
                () -> client.createCollection(r -> r.collectionId("visitors")));
        assertThat(client.deleteCollection(r -> r.collectionId("visitors")).statusCode())
                .isEqualTo(200);
        assertThat(emulator.collection("visitors")).isEmpty();
        assertMissing(() -> client.deleteCollection(r -> r.collectionId("visitors")));
    }

    @Test
    void firstCollection_deletedAndCreatedAgain_isEmptyAndKeepsItsLibrary() {
        emulator.library().put("alice", face(1));
        client.deleteCollection(r -> r.collectionId(STAFF));
        assertThat(emulator.collection()).isEmpty();
        assertThat(emulator.library().size()).isZero();

        client.createCollection(r -> r.collectionId(STAFF));
        client.createUser(r -> r.collectionId(STAFF).userId("bob"));

        assertThat(emulator.library().snapshot()).containsExactly(new StoredPerson("bob", List.of()));
    }

    @Test
    void everyAction_ofAMissingCollection_isResourceNotFound() {
        List<Call> calls = List.of(
                () -> client.describeCollection(r -> r.collectionId("none")),
                () -> client.createUser(r -> r.collectionId("none").userId("alice")),
                () -> client.listUsers(r -> r.collectionId("none")),
                () -> client.searchUsers(r -> r.collectionId("none").userId("alice")),
                () -> client.deleteUser(r -> r.collectionId("none").userId("alice")),
                () -> client.associateFaces(
                        r -> r.collectionId("none").userId("alice").faceIds(face(1))),
                () -> client.disassociateFaces(
                        r -> r.collectionId("none").userId("alice").faceIds(face(1))),
                () -> client.listFaces(r -> r.collectionId("none")),
                () -> client.deleteFaces(r -> r.collectionId("none").faceIds(face(1))));

        calls.forEach(RekognitionSdkTest::assertMissing);
    }

    private static void assertMissing(Call call) {
        rejection(ResourceNotFoundException.class, 400, "ResourceNotFoundException", call);
    }

    @Test
    void user_fromCreationToDeletion_hasEachStatus() {
        staff().addFaces(faces(2));
        client.createUser(r -> r.collectionId(STAFF).userId("alice"));
        assertThat(users()).containsExactly(user("alice", UserStatus.CREATED));

        AssociateFacesResponse associated =
                client.associateFaces(r -> r.collectionId(STAFF).userId("alice").faceIds(faces(2)));
        assertThat(associated.associatedFaces())
                .extracting(AssociatedFace::faceId)
                .containsExactly(faces(2));
        assertThat(associated.unsuccessfulFaceAssociations()).isEmpty();
        assertThat(associated.userStatus()).isEqualTo(UserStatus.ACTIVE);
        assertThat(users()).containsExactly(user("alice", UserStatus.ACTIVE));
        assertThat(emulator.library().person("alice").orElseThrow().faceIds()).containsExactly(faces(2));

        DisassociateFacesResponse disassociated = client.disassociateFaces(
                r -> r.collectionId(STAFF).userId("alice").faceIds(faces(2)));
        assertThat(disassociated.disassociatedFaces())
                .extracting(DisassociatedFace::faceId)
                .containsExactly(faces(2));
        assertThat(disassociated.userStatus()).isEqualTo(UserStatus.CREATED);
        assertThat(staff().unassociatedFaces()).containsExactly(faces(2));

        client.deleteUser(r -> r.collectionId(STAFF).userId("alice"));
        assertThat(users()).isEmpty();
        assertMissing(() -> client.deleteUser(r -> r.collectionId(STAFF).userId("alice")));
    }

    private List<User> users() {
        return client.listUsers(r -> r.collectionId(STAFF)).users();
    }

    private static User user(String id, UserStatus status) {
        return User.builder().userId(id).userStatus(status).build();
    }

    @Test
    void createUser_ofAnExistingId_isAConflict() {
        emulator.library().put("alice");

        rejection(
                ConflictException.class,
                400,
                "ConflictException",
                () -> client.createUser(r -> r.collectionId(STAFF).userId("alice")));
    }

    @Test
    void associateFaces_facesOfOthersAndMissingFaces_returnsEachReason() {
        emulator.library().put("alice", face(0));
        emulator.library().put("bob", face(1));

        AssociateFacesResponse response =
                client.associateFaces(r -> r.collectionId(STAFF).userId("alice").faceIds(face(0), face(1), face(2)));

        assertThat(response.associatedFaces())
                .as("the response omits a face that the User already has")
                .isEmpty();
        assertThat(response.unsuccessfulFaceAssociations())
                .satisfiesExactly(
                        ofBob -> {
                            assertThat(ofBob.faceId()).isEqualTo(face(1));
                            assertThat(ofBob.userId()).isEqualTo("bob");
                            assertThat(ofBob.reasons())
                                    .containsExactly(UnsuccessfulFaceAssociationReason.ASSOCIATED_TO_A_DIFFERENT_USER);
                        },
                        missing -> {
                            assertThat(missing.faceId()).isEqualTo(face(2));
                            assertThat(missing.userId()).isNull();
                            assertThat(missing.reasons())
                                    .containsExactly(UnsuccessfulFaceAssociationReason.FACE_NOT_FOUND);
                        });
    }

    @Test
    void associateFaces_moreThan100Faces_exceedsTheQuota() {
        staff().addFaces(face(200));
        emulator.library().put("alice", faces(100));

        rejection(
                ServiceQuotaExceededException.class,
                400,
                "ServiceQuotaExceededException",
                () -> client.associateFaces(
                        r -> r.collectionId(STAFF).userId("alice").faceIds(face(200))));
    }

    @Test
    void disassociateFaces_facesOfOthersAndMissingFaces_returnsEachReason() {
        staff().addFaces(face(3));
        emulator.library().put("alice", face(0));
        emulator.library().put("bob", face(1));

        DisassociateFacesResponse response = client.disassociateFaces(
                r -> r.collectionId(STAFF).userId("alice").faceIds(face(1), face(2), face(3)));

        assertThat(response.disassociatedFaces()).isEmpty();
        assertThat(response.unsuccessfulFaceDisassociations())
                .as("the response omits a face without a User")
                .satisfiesExactly(
                        ofBob -> {
                            assertThat(ofBob.userId()).isEqualTo("bob");
                            assertThat(ofBob.reasons())
                                    .containsExactly(
                                            UnsuccessfulFaceDisassociationReason.ASSOCIATED_TO_A_DIFFERENT_USER);
                        },
                        missing -> assertThat(missing.reasons())
                                .containsExactly(UnsuccessfulFaceDisassociationReason.FACE_NOT_FOUND));
        assertThat(response.userStatus()).isEqualTo(UserStatus.ACTIVE);
    }

    @Test
    void deleteFaces_withAndWithoutUserAndMissing_deletesOnlyFacesWithoutUser() {
        staff().addFaces(face(0));
        emulator.library().put("alice", face(1));

        DeleteFacesResponse response =
                client.deleteFaces(r -> r.collectionId(STAFF).faceIds(face(0), face(1), face(2)));

        assertThat(response.deletedFaces()).containsExactly(face(0));
        assertThat(response.unsuccessfulFaceDeletions())
                .containsExactly(
                        UnsuccessfulFaceDeletion.builder()
                                .faceId(face(1))
                                .userId("alice")
                                .reasons(UnsuccessfulFaceDeletionReason.ASSOCIATED_TO_AN_EXISTING_USER)
                                .build(),
                        UnsuccessfulFaceDeletion.builder()
                                .faceId(face(2))
                                .reasons(UnsuccessfulFaceDeletionReason.FACE_NOT_FOUND)
                                .build());
        assertThat(staff().unassociatedFaces()).isEmpty();
        assertThat(staff().remainsOf("alice")).contains(Set.of(face(1)));
    }

    @Test
    void deleteUser_withFaces_leavesThemInTheCollection() {
        emulator.library().put("alice", face(0), face(1));

        client.deleteUser(r -> r.collectionId(STAFF).userId("alice"));

        assertThat(emulator.library().size()).isZero();
        assertThat(staff().unassociatedFaces()).containsExactly(face(0), face(1));
        assertThat(staff().remainsOf("alice")).contains(Set.of(face(0), face(1)));
        client.deleteFaces(r -> r.collectionId(STAFF).faceIds(face(0), face(1)));
        assertThat(staff().remainsOf("alice")).isEmpty();
    }

    @Test
    void listFaces_allByUserOrByFaceIds_returnsTheRequestedFaces() {
        staff().addFaces(face(0));
        emulator.library().put("alice", face(1), face(2));

        assertThat(client.listFaces(r -> r.collectionId(STAFF)).faces())
                .extracting(Face::faceId, Face::userId)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(face(1), "alice"),
                        org.assertj.core.groups.Tuple.tuple(face(2), "alice"),
                        org.assertj.core.groups.Tuple.tuple(face(0), null));
        assertThat(client.listFaces(r -> r.collectionId(STAFF).userId("alice")).faces())
                .extracting(Face::faceId)
                .containsExactly(face(1), face(2));
        assertThat(client.listFaces(r -> r.collectionId(STAFF).faceIds(face(9), face(0), face(2)))
                        .faces())
                .extracting(Face::faceId)
                .containsExactly(face(0), face(2));
        assertThat(client.listFaces(r -> r.collectionId(STAFF).userId("missing"))
                        .faces())
                .isEmpty();
    }

    @Test
    void listCollections_deletedBeforeItsPage_isNotListed() {
        client.createCollection(r -> r.collectionId("guests"));
        client.createCollection(r -> r.collectionId("visitors"));
        ListCollectionsResponse first = client.listCollections(r -> r.maxResults(1));
        client.deleteCollection(r -> r.collectionId("visitors"));
        client.deleteCollection(r -> r.collectionId("guests"));

        ListCollectionsResponse rest =
                client.listCollections(r -> r.maxResults(4).nextToken(first.nextToken()));

        assertThat(rest.collectionIds()).doesNotContain("guests", "visitors");
        assertThat(rest.faceModelVersions()).hasSameSizeAs(rest.collectionIds());
    }

    @Test
    void lists_inPages_areCompleteAndPagesCanBeReadAgain() {
        emulator.library().put("alice", faces(5));
        for (String id : List.of("bob", "carol")) {
            emulator.library().put(id);
        }

        assertThat(client
                        .listFacesPaginator(
                                r -> r.collectionId(STAFF).userId("alice").maxResults(2))
                        .stream()
                        .map(ListFacesResponse::faces))
                .extracting(List::size)
                .containsExactly(2, 2, 1);
        assertThat(client.listUsersPaginator(r -> r.collectionId(STAFF).maxResults(1))
                        .users())
                .extracting(User::userId)
                .containsExactly("alice", "bob", "carol");
        assertThat(client.listCollectionsPaginator(r -> r.maxResults(1)).collectionIds())
                .containsExactly(STAFF);

        String token = client.listFaces(
                        r -> r.collectionId(STAFF).userId("alice").maxResults(2))
                .nextToken();
        ListFacesResponse page = client.listFaces(
                r -> r.collectionId(STAFF).userId("alice").maxResults(2).nextToken(token));
        ListFacesResponse again = client.listFaces(
                r -> r.collectionId(STAFF).userId("alice").maxResults(2).nextToken(token));
        assertThat(again.faces()).isEqualTo(page.faces()).hasSize(2);
        rejection(
                InvalidPaginationTokenException.class,
                400,
                "InvalidPaginationTokenException",
                () -> client.listFaces(r -> r.collectionId(STAFF).nextToken(token)));
        rejection(
                InvalidPaginationTokenException.class,
                400,
                "InvalidPaginationTokenException",
                () -> client.listUsers(r -> r.collectionId(STAFF).nextToken("made-up")));
    }

    @Test
    void searchUsers_byUserOrFace_returnsItWithoutMatches() {
        emulator.library().put("alice", face(0));
        emulator.library().put("bob");

        assertThat(client.searchUsers(r -> r.collectionId(STAFF).userId("alice").maxUsers(1)))
                .satisfies(response -> {
                    assertThat(response.searchedUser().userId()).isEqualTo("alice");
                    assertThat(response.userMatches()).isEmpty();
                });
        assertThat(client.searchUsers(r -> r.collectionId(STAFF).userId("bob"))
                        .searchedUser()
                        .userId())
                .isEqualTo("bob");
        assertThat(client.searchUsers(r -> r.collectionId(STAFF).faceId(face(0)))
                        .searchedFace()
                        .faceId())
                .isEqualTo(face(0));
        assertMissing(() -> client.searchUsers(r -> r.collectionId(STAFF).userId("missing")));
        assertMissing(() -> client.searchUsers(r -> r.collectionId(STAFF).faceId(face(7))));
    }

    @Test
    void request_repeatedWithItsToken_getsTheSameResponseAndHasNoEffect() {
        client.createUser(r -> r.collectionId(STAFF).userId("alice").clientRequestToken("one"));
        client.createUser(r -> r.collectionId(STAFF).userId("alice").clientRequestToken("one"));
        client.deleteUser(r -> r.collectionId(STAFF).userId("alice").clientRequestToken("one"));
        client.deleteUser(r -> r.collectionId(STAFF).userId("alice").clientRequestToken("one"));

        assertThat(users()).isEmpty();
        rejection(
                IdempotentParameterMismatchException.class,
                400,
                "IdempotentParameterMismatchException",
                () -> client.deleteUser(r -> r.collectionId(STAFF).userId("bob").clientRequestToken("one")));
    }

    @Test
    void parameters_outsideTheirRules_areInvalid() {
        List<Call> calls = List.of(
                () -> client.createCollection(r -> r.collectionId("not an id")),
                () -> client.createCollection(r -> r.collectionId("x".repeat(256))),
                () -> client.createUser(r -> r.collectionId(STAFF).userId("not an id")),
                () -> client.createUser(r -> r.collectionId(STAFF).userId("x".repeat(129))),
                () -> client.deleteUser(r -> r.collectionId(STAFF)),
                () -> client.deleteFaces(r -> r.collectionId(STAFF)),
                () -> client.deleteFaces(r -> r.collectionId(STAFF).faceIds(faces(4097))),
                () -> client.deleteFaces(r -> r.collectionId(STAFF).faceIds("f1")),
                () -> client.disassociateFaces(
                        r -> r.collectionId(STAFF).userId("alice").faceIds(faces(101))),
                () -> client.listFaces(r -> r.collectionId(STAFF).maxResults(4097)),
                () -> client.listUsers(r -> r.collectionId(STAFF).maxResults(0)),
                () -> client.searchUsers(
                        r -> r.collectionId(STAFF).userId("alice").faceId(face(0))),
                () -> client.searchUsers(r -> r.collectionId(STAFF)));
        emulator.library().put("alice");

        calls.forEach(call -> rejection(InvalidParameterException.class, 400, "InvalidParameterException", call));
    }

    @Test
    void action_thatNeedsPictures_isUnknown() {
        rejection(
                RekognitionException.class,
                400,
                "UnknownOperationException",
                () -> client.indexFaces(r -> r.collectionId(STAFF)));
    }
}
