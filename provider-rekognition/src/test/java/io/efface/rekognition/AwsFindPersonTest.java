package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Person;
import io.efface.RetryAdvice;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the requests of the read of a person, and the meaning of each form of response. */
class AwsFindPersonTest extends AwsRepositoryFixture {
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
                "",
                "{}",
                "{\"Faces\":null}",
                "{\"faces\":[]}",
                "{\"__type\":\"ThrottlingException\"}",
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
    void findPerson_pagesRepeatTheirTokensInTurn_isMalformed() {
        for (int i = 0; i < 3; i++) {
            server.on("ListFaces", page("a")).on("ListFaces", page("b"));
        }

        assertThat(failure(Operation.FIND_PERSON, () -> repository.findPerson(ALICE))
                        .kind())
                .isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(server.received).hasSize(3);
    }

    @Test
    void findPerson_pagesHaveNoEnd_isMalformed() {
        for (int i = 0; i < 300; i++) {
            server.on("ListFaces", page("p" + i));
        }

        assertThat(failure(Operation.FIND_PERSON, () -> repository.findPerson(ALICE))
                        .kind())
                .isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(server.received).hasSize(200);
    }

    @Test
    void findPerson_tokenOfAPageIsInvalid_listsAgainFromTheFirstPage() {
        server.on("ListFaces", page("old", face(F1, "alice")))
                .failing("ListFaces", 400, AwsErrors.INVALID_TOKEN)
                .on("ListFaces", page("new", face(F2, "alice")))
                .on("ListFaces", faces(face(F3, "alice")));

        assertThat(repository.findPerson(ALICE).person()).contains(new Person(ALICE, set(F2, F3)));

        assertThat(server.received.get(1).bodyText()).contains("\"NextToken\":\"old\"");
        assertThat(server.received.get(2).bodyText()).doesNotContain("NextToken");
        assertThat(server.received).hasSize(4);
    }

    @Test
    void findPerson_tokensAreAlwaysInvalid_isAConflict() {
        for (int i = 0; i < 10; i++) {
            server.on("ListFaces", page("p", face(F1, "alice"))).failing("ListFaces", 400, AwsErrors.INVALID_TOKEN);
        }

        FaceException failure = failure(Operation.FIND_PERSON, () -> repository.findPerson(ALICE));

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFLICT);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
        assertThat(failure.attempts()).isEqualTo(8);
        assertThat(server.received).hasSize(8);
    }

    @Test
    void findPerson_listContainsAFaceOfSomebodyElse_isMalformed() {
        server.on("ListFaces", faces(face(F1, "alice"), face(F2, "bob")));

        assertThat(failure(Operation.FIND_PERSON, () -> repository.findPerson(ALICE))
                        .kind())
                .isEqualTo(ErrorKind.MALFORMED_RESPONSE);
    }

    @Test
    void findPerson_listOfDetachedFacesContainsAnotherFace_isMalformed() {
        server.on("ListFaces", faces(face(F2, "alice"))).on("ListFaces", faces(face(F1, null), face(F3, null)));

        assertThat(failure(Operation.FIND_PERSON, () -> repository.findPerson(ALICE, continuing(F1)))
                        .kind())
                .isEqualTo(ErrorKind.MALFORMED_RESPONSE);
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
