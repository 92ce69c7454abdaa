package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests responses of the vendor, with status 200 and a request id, that do not have the form of the action. No such response may count as
 * an empty list, an existing collection, or a deletion.
 */
class AwsResponseFormsTest extends AwsRepositoryFixture {
    private static final String ERROR = "{\"__type\":\"ThrottlingException\",\"message\":\"x\"}";

    static Stream<Arguments> forms() {
        return Stream.of(
                        forms("ListFaces", Effect.NONE, "", "{}", "{\"Faces\":null}", "{\"faces\":[]}", ERROR),
                        forms("DisassociateFaces", Effect.NONE, "", "{}", "{\"Faces\":[]}", ERROR),
                        forms("DeleteFaces", Effect.UNKNOWN, "", "{}", "{\"deletedFaces\":[]}", ERROR),
                        forms("DescribeCollection", Effect.PARTIAL, "", "{}", "{\"Faces\":[]}", ERROR),
                        forms("DeleteUser", Effect.UNKNOWN, "{\"Faces\":[]}", "{\"UserId\":\"alice\"}", ERROR))
                .flatMap(List::stream);
    }

    private static List<Arguments> forms(String action, Effect effect, String... bodies) {
        return Arrays.stream(bodies)
                .map(body -> Arguments.of(action, effect, body))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void deletePerson_responseOfAnotherForm_isMalformed(String action, Effect effect, String body) {
        answer("ListFaces", action, body, faces(face(F1, "alice")), faces());
        answer("DisassociateFaces", action, body, DISASSOCIATED);
        answer("DeleteFaces", action, body, deleted(F1));
        answer("DescribeCollection", action, body);
        if (action.equals("DescribeCollection")) {
            server.failing("DeleteUser", 400, MISSING);
        } else {
            answer("DeleteUser", action, body, "");
        }

        FaceException failure = failure(Operation.DELETE_PERSON, () -> repository.deletePerson(ALICE));

        assertThat(failure.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(failure.effect()).isEqualTo(effect);
        assertThat(failure.requestId()).contains(CannedRekognition.REQUEST_ID);
        assertThat(server.actions()).endsWith(action);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void deleteFaces_responseOfAnotherForm_reportsNoFaceAsGone(String action, Effect effect, String body) {
        answer("ListFaces", action, body, faces(face(F1, "alice")));
        answer("DisassociateFaces", action, body, DISASSOCIATED);
        answer("DeleteFaces", action, body, deleted(F1));

        if (action.equals("DeleteFaces") && body.startsWith("{")) {
            assertThat(repository.deleteFaces(ALICE, set(F1)).isComplete()).isFalse();
        } else if (List.of("ListFaces", "DisassociateFaces", "DeleteFaces").contains(action)) {
            FaceException failure = failure(Operation.DELETE_FACES, () -> repository.deleteFaces(ALICE, set(F1)));
            assertThat(failure.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
            assertThat(failure.effect()).isEqualTo(effect);
        }
    }

    private void answer(String action, String wrong, String body, String... right) {
        for (String each : action.equals(wrong) ? new String[] {body} : right) {
            server.on(action, each);
        }
    }
}
