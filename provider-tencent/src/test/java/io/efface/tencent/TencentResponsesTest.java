package io.efface.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.CallOptions;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonOutcome;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the result of each form of response, and the calls that send nothing. */
class TencentResponsesTest extends TencentResponsesFixture {
    @Test
    void deletePerson_onlyARequestId_isDeletedWithEvidenceAccepted() {
        server.respondWith(ok(""));

        DeletePersonResult result = repository.deletePerson(ALICE);

        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(result.evidence()).isEqualTo(Evidence.ACCEPTED);
        assertThat(result.trace().requestIds()).containsExactly(REQUEST);
        assertThat(result.trace().attempts()).isEqualTo(1);
        assertThat(server.received).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidParameterValue.PersonIdNotExist", "ResourceNotFound.ErrorPersonNotExisted"})
    void anyOperation_missingPerson_isAResultAndNoError(String code) {
        server.respondWith(error(code));

        DeletePersonResult deleted = repository.deletePerson(ALICE);
        assertThat(deleted.outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
        assertThat(deleted.evidence()).isEqualTo(Evidence.CONFIRMED);
        assertThat(deleted.trace().requestIds()).containsExactly(REQUEST);

        DeleteFacesResult faces = repository.deleteFaces(ALICE, faces(F1, F2));
        assertThat(faces.faces())
                .containsOnlyKeys(F1, F2)
                .allSatisfy(
                        (face, result) -> assertThat(result).isEqualTo(FaceResult.alreadyAbsent(Evidence.CONFIRMED)));

        assertThat(repository.findPerson(ALICE).person()).isEmpty();
    }

    @Test
    void deleteFaces_listedFaces_areDeletedAndTheOthersUnconfirmed() {
        server.respondWith(ok("\"SucDeletedNum\":1,\"SucFaceIds\":[\"2873640802022644880\",\"999\",null]"));

        DeleteFacesResult result = repository.deleteFaces(ALICE, faces(F1, F2));

        assertThat(result.faces().get(F2)).isEqualTo(FaceResult.deleted(Evidence.CONFIRMED));
        assertThat(result.faces().get(F1)).isEqualTo(FaceResult.unconfirmed());
        assertThat(result.faces()).hasSize(2);
    }

    @Test
    void deleteFaces_idsAsNumbers_keepEveryDigit() {
        server.respondWith(ok("\"SucDeletedNum\":\"2\",\"SucFaceIds\":[2875186538564559728,98765432109876543210987]"));

        DeleteFacesResult result = repository.deleteFaces(ALICE, faces(F1, FaceId.of("98765432109876543210987"), F2));

        assertThat(result.facesWith(FaceOutcome.DELETED)).containsExactly(F1, FaceId.of("98765432109876543210987"));
        assertThat(result.facesWith(FaceOutcome.UNCONFIRMED)).containsExactly(F2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"SucDeletedNum\":0,\"SucFaceIds\":[]",
                "\"SucFaceIds\":[]",
                "\"SucDeletedNum\":0,\"SucFaceIds\":null",
                "\"SucDeletedNum\":0"
            })
    void deleteFaces_nothingDeleted_isUnconfirmedAndNotPossiblyDeleted(String fields) {
        server.respondWith(ok(fields));

        DeleteFacesResult result = repository.deleteFaces(ALICE, faces(F1, F2));

        assertThat(result.faces().values()).containsOnly(FaceResult.unconfirmed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"SucDeletedNum\":1",
                "\"SucDeletedNum\":2,\"SucFaceIds\":[]",
                "\"SucDeletedNum\":1,\"SucFaceIds\":[\"999\"]",
                "\"SucDeletedNum\":null",
                ""
            })
    void deleteFaces_responseWithoutTheDeletedFaces_isUnconfirmedAndPossiblyDeleted(String fields) {
        server.respondWith(ok(fields));

        DeleteFacesResult result = repository.deleteFaces(ALICE, faces(F1, F2));

        assertThat(result.faces().values()).containsOnly(FaceResult.possiblyDeleted());
    }

    @Test
    void deleteFaces_fullCountWithoutList_isDeleted() {
        server.respondWith(ok("\"SucDeletedNum\":2"));

        assertThat(repository.deleteFaces(ALICE, faces(F1, F2)).faces().values())
                .containsOnly(FaceResult.deleted(Evidence.CONFIRMED));
    }

    @Test
    void findPerson_faces_areListedInTheVendorsOrder() {
        server.respondWith(
                ok("\"PersonName\":\"A\",\"Gender\":1,\"FaceIds\":[\"2873640802022644880\",2875186538564559728]"));

        assertThat(repository.findPerson(ALICE).person().orElseThrow().faces()).containsExactly(F2, F1);
    }

    @Test
    void deleteFaces_noneOrTooManyOrNull_sendsNothing() {
        Set<FaceId> six =
                Set.of("1", "2", "3", "4", "5", "6").stream().map(FaceId::of).collect(Collectors.toSet());

        assertThatThrownBy(() -> repository.deleteFaces(ALICE, Set.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> repository.deleteFaces(ALICE, six)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> repository.deleteFaces(ALICE, faces(F1, null)))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> repository.deleteFaces(null, faces(F1))).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> repository.deletePerson(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> repository.deletePerson(ALICE, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> repository.findPerson(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> repository.findPerson(ALICE, null)).isInstanceOf(NullPointerException.class);
        assertThat(server.received).isEmpty();
    }

    @Test
    void anyOperation_closed_isUnavailableAndSendsNothing() {
        repository.close();
        repository.close();

        FaceException e = failure(() -> repository.deletePerson(ALICE, CallOptions.defaults()));

        assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(e.origin()).isEqualTo(Origin.LOCAL);
        assertThat(e.effect()).isEqualTo(Effect.NONE);
        assertThat(e.operation()).isEqualTo(Operation.DELETE_PERSON);
        assertThat(repository.capabilities().facesPerCall()).isEqualTo(5);
        assertThat(server.received).isEmpty();
    }

    @Test
    void unwrap_theRepositoryItself_isFound() {
        assertThat(repository.unwrap(TencentFaceRepository.class)).isPresent();
        assertThat(repository.unwrap(String.class)).isEqualTo(Optional.empty());
    }
}
