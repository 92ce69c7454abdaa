package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.CallOptions;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.emulator.http.Delivery;
import io.efface.emulator.http.EmulatorResponse;
import io.efface.spi.OpenContext;
import io.efface.testkit.TestAccount;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the requests of each operation and the meaning of each form of response. */
class AwsFaceRepositoryTest {
    private static final PersonId ALICE = PersonId.of("alice");
    private static final FaceId F1 = FaceId.of("11111111-0000-0000-0000-000000000001");
    private static final FaceId F2 = FaceId.of("22222222-0000-0000-0000-000000000002");
    private static final FaceId F3 = FaceId.of("33333333-0000-0000-0000-000000000003");
    private static final EmulatorResponse LOST =
            EmulatorResponse.text(200, "application/json", "{}").delivered(new Delivery.Drop(false));

    private static final String MISSING = AwsErrors.RESOURCE_NOT_FOUND;

    private final CannedRekognition server = new CannedRekognition();
    private TestAccount repository;

    @BeforeEach
    void open() {
        AwsConfig config = AwsConfig.builder()
                .credentials(AwsCredentials.of("AKIAEXAMPLE", "key"))
                .region("eu-west-1")
                .library("staff")
                .endpoint(server.endpoint())
                .build();
        repository = TestAccount.open(config, OpenContext.of("acc", Clock.systemUTC(), new Random(1), Map.of()));
    }

    @AfterEach
    void close() {
        repository.close();
        server.close();
    }

    private static String face(FaceId face, String owner) {
        return "{\"FaceId\":\"" + face.value() + "\",\"Confidence\":99.7"
                + (owner == null ? "" : ",\"UserId\":\"" + owner + "\"") + "}";
    }

    private static String faces(String... faces) {
        return "{\"FaceModelVersion\":\"7\",\"Faces\":[" + String.join(",", faces) + "]}";
    }

    private static String page(String token, String... faces) {
        return "{\"NextToken\":\"" + token + "\",\"Faces\":[" + String.join(",", faces) + "]}";
    }

    private static String deleted(FaceId... faces) {
        return "{\"DeletedFaces\":"
                + Arrays.stream(faces)
                        .map(face -> "\"" + face.value() + "\"")
                        .collect(Collectors.joining(",", "[", "]"))
                + "}";
    }

    private static String kept(FaceId face, String reason, String owner) {
        return "{\"DeletedFaces\":[],\"UnsuccessfulFaceDeletions\":[{\"FaceId\":\"" + face.value()
                + "\",\"Reasons\":[\"" + reason + "\"]" + (owner == null ? "" : ",\"UserId\":\"" + owner + "\"")
                + "}]}";
    }

    private static Set<FaceId> set(FaceId... faces) {
        return new LinkedHashSet<>(Arrays.asList(faces));
    }

    private static CallOptions continuing(FaceId... detached) {
        return CallOptions.defaults().withDetachedFaces(set(detached));
    }

    private FaceException failure(Operation operation, ThrowingCallable call) {
        FaceException e = catchThrowableOfType(FaceException.class, call);
        assertThat(e).isNotNull();
        for (Throwable each = e; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain("alice").doesNotContain(F1.value());
        }
        assertThat(e.operation()).isEqualTo(operation);
        assertThat(e.provider()).contains("rekognition");
        assertThat(e.account()).contains("acc");
        return e;
    }

    private void collectionIsMissing() {
        for (String action :
                new String[] {"ListFaces", "DisassociateFaces", "DeleteFaces", "DeleteUser", "SearchUsers"}) {
            server.failing(action, 400, MISSING);
        }
        server.failing("DescribeCollection", 400, MISSING);
    }

    private void collectionExists() {
        server.on("DescribeCollection", "{\"FaceCount\":3,\"UserCount\":1}");
    }

    @Test
    void deletePerson_twoPagesOfFaces_deletesAllFacesAndTheUserLast() {
        server.on("ListFaces", page("p2", face(F1, "alice")))
                .on("ListFaces", faces(face(F2, "alice")))
                .on("DisassociateFaces", "{\"DisassociatedFaces\":[],\"UserStatus\":\"UPDATING\"}")
                .on("DeleteFaces", deleted(F1, F2))
                .on("DeleteUser", "");

        DeletePersonResult result = repository.deletePerson(ALICE);

        assertThat(server.actions())
                .containsExactly("ListFaces", "ListFaces", "DisassociateFaces", "DeleteFaces", "DeleteUser");
        assertThat(server.received.get(0).bodyText()).isEqualTo("{\"CollectionId\":\"staff\",\"UserId\":\"alice\"}");
        assertThat(server.received.get(1).bodyText()).contains("\"NextToken\":\"p2\"");
        assertThat(server.received.get(2).bodyText()).contains("alice", F1.value(), F2.value());
        assertThat(server.received.get(3).bodyText())
                .contains(F1.value(), F2.value())
                .doesNotContain("alice");
        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(result.evidence()).isEqualTo(Evidence.ACCEPTED);
        assertThat(result.trace().attempts()).isEqualTo(5);
        assertThat(result.trace().requestIds()).hasSize(5).containsOnly(CannedRekognition.REQUEST_ID);
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
        server.on("ListFaces", faces(all))
                .on("DisassociateFaces", "{}")
                .on("DeleteFaces", deleted(ids))
                .on("DeleteUser", "{}");

        repository.deletePerson(ALICE);

        assertThat(server.actions())
                .containsExactly(
                        "ListFaces",
                        "DisassociateFaces",
                        "DisassociateFaces",
                        "DeleteFaces",
                        "DeleteFaces",
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
        server.failing("ListFaces", 400, MISSING);
        collectionExists();

        assertThat(repository.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
        assertThat(server.actions()).containsExactly("ListFaces", "DescribeCollection");
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
                .on("DisassociateFaces", "{}")
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
                        "DeleteUser",
                        "DescribeCollection");
        assertThat(result.outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
    }

    @Test
    void deletePerson_continuedAfterTheUserIsGone_deletesTheDetachedFaces() {
        server.on("ListFaces", faces()).on("DeleteFaces", deleted(F1)).failing("DeleteUser", 400, MISSING);
        collectionExists();

        DeletePersonResult result = repository.deletePerson(ALICE, continuing(F1));

        assertThat(server.actions()).containsExactly("ListFaces", "DeleteFaces", "DeleteUser", "DescribeCollection");
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
    void deletePerson_faceStillAssociated_isARetryableConflict() {
        server.on("ListFaces", faces(face(F1, "alice")))
                .on("DisassociateFaces", "{}")
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
                .on("DisassociateFaces", "{}")
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
        server.on("ListFaces", faces(face(F1, "alice"))).on("DisassociateFaces", "{}");
        if (action.equals("DeleteUser")) {
            server.on("DeleteFaces", deleted(F1));
        }
        server.on(action, LOST);

        FaceException failure = failure(Operation.DELETE_PERSON, () -> repository.deletePerson(ALICE));

        assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(failure.detachedFaces()).containsExactly(F1);
    }

    @Test
    void deleteFaces_facesOfTheUserAndOthers_deletesOnlyFacesOfTheUser() {
        server.on("ListFaces", faces(face(F1, "alice"), face(F2, "bob"), face(F3, null)))
                .on("DisassociateFaces", "{}")
                .on("DeleteFaces", deleted(F1));
        FaceId unknown = FaceId.of("44444444-0000-0000-0000-000000000004");

        DeleteFacesResult result = repository.deleteFaces(ALICE, set(F1, F2, F3, unknown));

        assertThat(server.actions()).containsExactly("ListFaces", "DisassociateFaces", "DeleteFaces");
        assertThat(server.received.get(2).bodyText()).contains(F1.value()).doesNotContain(F2.value(), F3.value());
        assertThat(result.faces().get(F1)).isEqualTo(FaceResult.deleted(Evidence.CONFIRMED));
        assertThat(result.faces().get(F2)).isEqualTo(FaceResult.alreadyAbsent(Evidence.CONFIRMED));
        assertThat(result.faces().get(F3)).isEqualTo(FaceResult.alreadyAbsent(Evidence.CONFIRMED));
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
        assertThat(result.faces().get(F2)).isEqualTo(FaceResult.alreadyAbsent(Evidence.CONFIRMED));
    }

    @Test
    void deleteFaces_reasonsOfTheVendor_becomeResultsOfFaces() {
        server.on("ListFaces", faces(face(F1, "alice"), face(F2, "alice"), face(F3, "alice")))
                .on("DisassociateFaces", "{}")
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
                .on("DisassociateFaces", "{}")
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
    void deleteFaces_responseIsLost_isUnknownForEachFace() {
        server.on("ListFaces", faces(face(F1, "alice")))
                .on("DisassociateFaces", "{}")
                .on("DeleteFaces", LOST);

        FaceException failure = failure(Operation.DELETE_FACES, () -> repository.deleteFaces(ALICE, set(F1, F2)));

        assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(failure.facesSoFar().orElseThrow().faces()).containsOnlyKeys(F1, F2);
    }

    @Test
    void deleteFaces_moreFacesThanARequestTakes_areRejectedBeforeAnythingIsSent() {
        Set<FaceId> many =
                IntStream.range(0, 101).mapToObj(i -> FaceId.of("f" + i)).collect(Collectors.toSet());

        assertThatThrownBy(() -> repository.deleteFaces(ALICE, many)).isInstanceOf(IllegalArgumentException.class);
        assertThat(server.received).isEmpty();
    }

    @Test
    void findPerson_severalPages_readsAllPages() {
        server.on("ListFaces", page("p2", face(F1, "alice"))).on("ListFaces", faces(face(F2, "alice")));

        assertThat(repository.findPerson(ALICE).person()).contains(new Person(ALICE, set(F1, F2)));
        assertThat(server.actions()).containsExactly("ListFaces", "ListFaces");
    }

    @Test
    void findPerson_userWithoutFaces_isPresent() {
        server.on("ListFaces", faces())
                .on("SearchUsers", "{\"SearchedUser\":{\"UserId\":\"alice\"},\"UserMatches\":[]}");

        assertThat(repository.findPerson(ALICE).person()).contains(new Person(ALICE, Set.of()));
    }

    @Test
    void findPerson_noSuchUser_isAbsentOnlyIfTheCollectionExists() {
        server.on("ListFaces", faces()).failing("SearchUsers", 400, MISSING);
        collectionExists();

        assertThat(repository.findPerson(ALICE).person()).isEmpty();
        assertThat(server.actions()).containsExactly("ListFaces", "SearchUsers", "DescribeCollection");
    }

    @Test
    void findPerson_existingDetachedFaces_belongToThePerson() {
        server.on("ListFaces", faces())
                .on("ListFaces", faces(face(F1, null), face(F3, "bob")))
                .failing("SearchUsers", 400, MISSING);
        collectionExists();

        assertThat(repository.findPerson(ALICE, continuing(F1, F2, F3)).person())
                .contains(new Person(ALICE, set(F1)));
        assertThat(server.actions()).containsExactly("ListFaces", "SearchUsers", "DescribeCollection", "ListFaces");
        assertThat(server.received.get(3).bodyText())
                .contains(F1.value(), F2.value())
                .doesNotContain("alice");
    }

    @Test
    void findPerson_neitherUserNorDetachedFacesExist_isAbsent() {
        server.on("ListFaces", faces()).failing("SearchUsers", 400, MISSING);
        collectionExists();

        assertThat(repository.findPerson(ALICE, continuing(F1)).person()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Faces\":[null]}",
                "{\"Faces\":[{}]}",
                "{\"Faces\":[{\"FaceId\":\"\"}]}",
                "{\"Faces\":{}}",
                "[]",
                "{",
            })
    void findPerson_listOfAnotherForm_isMalformed(String body) {
        server.on("ListFaces", body);

        assertThat(failure(Operation.FIND_PERSON, () -> repository.findPerson(ALICE))
                        .kind())
                .isEqualTo(ErrorKind.MALFORMED_RESPONSE);
    }

    @Test
    void findPerson_pageRepeatsItsToken_isMalformed() {
        server.on("ListFaces", page("p", face(F1, "alice")));

        assertThat(failure(Operation.FIND_PERSON, () -> repository.findPerson(ALICE))
                        .kind())
                .isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(server.received).hasSize(2);
    }

    @Test
    void findPerson_resourceOfDetachedFacesMissingInAnExistingCollection_isMalformed() {
        server.on("ListFaces", faces(face(F2, "alice"))).failing("ListFaces", 400, MISSING);
        collectionExists();

        assertThat(failure(Operation.FIND_PERSON, () -> repository.findPerson(ALICE, continuing(F1)))
                        .kind())
                .isEqualTo(ErrorKind.MALFORMED_RESPONSE);
    }
}
