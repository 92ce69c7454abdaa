package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.CallOptions;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceRepository;
import io.efface.FaceResult;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import io.efface.testkit.SkippingClock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests an account with the standard layers: single requests of a deletion are repeated, and interrupted deletions are continued. */
class OpenedAccountTest {
    private static final PersonId ALICE = PersonId.of("alice");
    private static final FaceId FACE = FaceId.of("11111111-0000-0000-0000-000000000001");
    private static final String LISTED = "{\"Faces\":[{\"FaceId\":\"" + FACE.value() + "\",\"UserId\":\"alice\"}]}";
    private static final String NONE_LISTED = "{\"Faces\":[]}";
    private static final String DELETED = "{\"DeletedFaces\":[\"" + FACE.value() + "\"]}";

    private final CannedRekognition server = new CannedRekognition();
    private final SkippingClock time = SkippingClock.ofSystem();
    private FaceRepositories repositories;
    private FaceRepository account;

    @BeforeEach
    void open() {
        repositories = FaceRepositories.builder()
                .map(Map.of(
                        "efface.accounts.one.provider", "rekognition",
                        "efface.accounts.one.region", "eu-west-1",
                        "efface.accounts.one.library", "staff",
                        "efface.accounts.one.endpoint", server.endpoint().toString(),
                        "efface.accounts.one.credentials.access-key-id", "AKIAEXAMPLE",
                        "efface.accounts.one.credentials.secret-access-key", "s"))
                .environmentForReferences(Map.of())
                .clock(time)
                .sleeper(time)
                .open();
        account = repositories.get("one");
    }

    @AfterEach
    void close() {
        repositories.close();
        server.close();
    }

    /** Adds the responses to reads after the deletion: the User is missing, and the collection exists. */
    private void userIsGone() {
        server.on("ListFaces", NONE_LISTED)
                .failing("SearchUsers", 400, AwsErrors.RESOURCE_NOT_FOUND)
                .on("DescribeCollection", "{\"FaceCount\":0}");
    }

    @Test
    void deletePerson_requestsFailOnce_repeatsOnlyTheFailedRequests() {
        server.failing("ListFaces", 400, "ProvisionedThroughputExceededException")
                .on("ListFaces", LISTED)
                .failing("DisassociateFaces", 500, "InternalServerError")
                .on("DisassociateFaces", AwsRepositoryFixture.DISASSOCIATED)
                .failing("DeleteFaces", 400, "ThrottlingException")
                .on("DeleteFaces", DELETED)
                .failing("DeleteUser", 400, "ConflictException")
                .on("DeleteUser", "");
        userIsGone();

        DeletePersonResult result = account.deletePerson(ALICE);

        assertThat(server.actions())
                .startsWith(
                        "ListFaces",
                        "ListFaces",
                        "DisassociateFaces",
                        "DisassociateFaces",
                        "DeleteFaces",
                        "DeleteFaces",
                        "ListFaces",
                        "DeleteUser",
                        "DeleteUser");
        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
    }

    @Test
    void deletePerson_disassociationTakesEffectLate_repeatsOnlyDeleteFaces() {
        server.on("ListFaces", LISTED)
                .on("DisassociateFaces", "{\"UserStatus\":\"UPDATING\"}")
                .on(
                        "DeleteFaces",
                        "{\"UnsuccessfulFaceDeletions\":[{\"FaceId\":\"" + FACE.value()
                                + "\",\"UserId\":\"alice\",\"Reasons\":[\"ASSOCIATED_TO_AN_EXISTING_USER\"]}]}")
                .on("DeleteFaces", DELETED)
                .on("DeleteUser", "");
        userIsGone();

        assertThat(account.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(server.actions())
                .startsWith("ListFaces", "DisassociateFaces", "DeleteFaces", "DeleteFaces", "ListFaces", "DeleteUser");
    }

    @Test
    void deletePerson_listIsOutdated_repeatsTheListBeforeTheUserIsDeleted() {
        server.on("ListFaces", LISTED)
                .on("ListFaces", LISTED)
                .on("DisassociateFaces", AwsRepositoryFixture.DISASSOCIATED)
                .on("DeleteFaces", DELETED)
                .on("DeleteUser", "");
        userIsGone();

        assertThat(account.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(server.actions())
                .startsWith("ListFaces", "DisassociateFaces", "DeleteFaces", "ListFaces", "ListFaces", "DeleteUser");
    }

    @Test
    void deleteFaces_faceWithoutUser_isNotVerifiedAsAbsent() {
        FaceId other = FaceId.of("22222222-0000-0000-0000-000000000002");
        server.on(
                        "ListFaces",
                        AwsRepositoryFixture.faces(
                                AwsRepositoryFixture.face(FACE, "alice"), AwsRepositoryFixture.face(other, null)))
                .on("DisassociateFaces", AwsRepositoryFixture.DISASSOCIATED)
                .failing("DeleteFaces", 500, "InternalServerError");
        userIsGone();

        FaceException failure =
                catchThrowableOfType(FaceException.class, () -> account.deleteFaces(ALICE, Set.of(FACE, other)));

        assertThat(server.actions()).contains("SearchUsers");
        Map<FaceId, FaceResult> faces = failure.facesSoFar().orElseThrow().faces();
        assertThat(faces.get(FACE).evidence()).isEqualTo(Evidence.VERIFIED_ABSENT);
        assertThat(faces.get(other).outcome()).isEqualTo(FaceOutcome.FAILED);
    }

    @Test
    void deletePerson_faceDetachedByAnInterruptedDeletion_isDeletedByTheNextDeletion() {
        server.on("ListFaces", LISTED)
                .on("DisassociateFaces", AwsRepositoryFixture.DISASSOCIATED)
                .failing("DeleteFaces", 400, "AccessDeniedException")
                .on("DeleteFaces", DELETED)
                .on("DeleteUser", "");
        FaceException failure = catchThrowableOfType(FaceException.class, () -> account.deletePerson(ALICE));
        userIsGone();
        CallOptions continued = CallOptions.defaults().withDetachedFaces(failure.detachedFaces());
        int requestsBefore = server.received.size();

        DeletePersonResult result = account.deletePerson(ALICE, continued);

        assertThat(failure.kind()).isEqualTo(ErrorKind.PERMISSION_DENIED);
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.detachedFaces()).containsExactly(FACE);
        assertThat(server.received.get(requestsBefore + 1).bodyText()).contains(FACE.value());
        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
    }

    @Test
    void deletePerson_readBackFindsNeitherUserNorFaces_isVerified() {
        server.on("ListFaces", LISTED)
                .on("DisassociateFaces", AwsRepositoryFixture.DISASSOCIATED)
                .on("DeleteFaces", DELETED)
                .on("DeleteUser", "");
        userIsGone();

        DeletePersonResult result = account.deletePerson(ALICE);

        assertThat(result.evidence()).isEqualTo(Evidence.VERIFIED_ABSENT);
        assertThat(server.actions()).endsWith("ListFaces", "SearchUsers", "DescribeCollection", "ListFaces");
    }
}
