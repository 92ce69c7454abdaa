package io.efface.emulator.rekognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.emulator.Fault;
import io.efface.emulator.Fault.When;
import io.efface.emulator.ReceivedCall;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.rekognition.model.ConflictException;
import software.amazon.awssdk.services.rekognition.model.InternalServerErrorException;
import software.amazon.awssdk.services.rekognition.model.RekognitionException;
import software.amazon.awssdk.services.rekognition.model.ThrottlingException;

/** Tests scripted faults with AWS's SDK for Java. */
@NullUnmarked
class RekognitionFaultsTest extends RekognitionSdk {
    private void deleteUser(String id) {
        client.deleteUser(r -> r.collectionId(STAFF).userId(id));
    }

    @Test
    void faults_severalScripted_occurInOrderAndAreLogged() {
        emulator.library().put("alice");
        emulator.faults()
                .next(Fault.throttle())
                .next(Fault.error("ConflictException"))
                .next(Fault.error("InternalServerError", When.AFTER_EFFECT));

        rejection(ThrottlingException.class, 500, "ThrottlingException", () -> deleteUser("alice"));
        rejection(ConflictException.class, 400, "ConflictException", () -> deleteUser("alice"));
        assertThat(emulator.library().person("alice")).isPresent();
        rejection(InternalServerErrorException.class, 500, "InternalServerError", () -> deleteUser("alice"));
        assertThat(emulator.library().person("alice")).isEmpty();

        assertThat(emulator.calls().latest())
                .extracting(ReceivedCall::operation, ReceivedCall::personId, ReceivedCall::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("DeleteUser", "alice", "ThrottlingException"),
                        org.assertj.core.groups.Tuple.tuple("DeleteUser", "alice", "ConflictException"),
                        org.assertj.core.groups.Tuple.tuple("DeleteUser", "alice", "InternalServerError"));
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException, 400",
        "SubscriptionRequiredException, 400",
        "ServiceUnavailable, 503",
        "NobodyKnowsThisException, 400"
    })
    void error_ofAnyCode_isReadByTheSdk(String code, int status) {
        emulator.faults().next(Fault.error(code));

        rejection(RekognitionException.class, status, code, () -> deleteUser("alice"));
    }

    @Test
    void fault_forOneActionAndPerson_affectsOnlyTheirRequests() {
        emulator.library().put("alice", face(0));
        emulator.library().put("bob", face(1));
        client.disassociateFaces(r -> r.collectionId(STAFF).userId("alice").faceIds(face(0)));
        client.disassociateFaces(r -> r.collectionId(STAFF).userId("bob").faceIds(face(1)));
        emulator.faults().onOperation("DeleteFaces").onPerson("alice").next(Fault.error("ConflictException"));

        client.listFaces(r -> r.collectionId(STAFF).userId("alice"));
        client.deleteFaces(r -> r.collectionId(STAFF).faceIds(face(1)));
        rejection(
                ConflictException.class,
                400,
                "ConflictException",
                () -> client.deleteFaces(r -> r.collectionId(STAFF).faceIds(face(0))));
    }

    @Test
    void falseSuccess_ofEachWrite_hasNoEffect() {
        emulator.library().put("alice", face(0));
        staff().addFaces(face(1));
        emulator.faults().always(Fault.falseSuccess());

        assertThat(client.disassociateFaces(
                                r -> r.collectionId(STAFF).userId("alice").faceIds(face(0)))
                        .disassociatedFaces())
                .hasSize(1);
        assertThat(client.deleteFaces(r -> r.collectionId(STAFF).faceIds(face(1)))
                        .deletedFaces())
                .containsExactly(face(1));
        deleteUser("alice");
        client.createUser(r -> r.collectionId(STAFF).userId("bob"));
        client.deleteCollection(r -> r.collectionId(STAFF));

        assertThat(staff().remainsOf("alice")).contains(Set.of(face(0)));
        assertThat(staff().unassociatedFaces()).containsExactly(face(1));
        assertThat(emulator.library().size()).isOne();
    }

    @Test
    void reset_afterTheEffect_isAClientException() {
        emulator.library().put("alice");
        emulator.faults().next(Fault.reset(When.AFTER_EFFECT));

        assertThatThrownBy(() -> deleteUser("alice")).isInstanceOf(SdkClientException.class);
        assertThat(emulator.library().size()).isZero();
    }

    @Test
    void rejectedRequest_withScriptedFault_doesNotConsumeTheFault() {
        emulator.faults().next(Fault.throttle());

        rejection(
                RekognitionException.class,
                400,
                "UnknownOperationException",
                () -> client.indexFaces(r -> r.collectionId(STAFF)));
        assertThat(emulator.faults().pending()).isOne();
    }
}
