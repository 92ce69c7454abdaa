package io.efface.emulator.rekognition;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.http.EmulatorResponse;
import io.efface.emulator.rekognition.RekognitionVariants.Disassociation;
import io.efface.emulator.rekognition.RekognitionVariants.EmptyBody;
import io.efface.emulator.rekognition.RekognitionVariants.ErrorCode;
import io.efface.emulator.rekognition.RekognitionVariants.IdRule;
import io.efface.emulator.rekognition.RekognitionVariants.LastFace;
import io.efface.emulator.rekognition.RekognitionVariants.MissingUser;
import io.efface.emulator.rekognition.RekognitionVariants.SearchWithoutFaces;
import io.efface.emulator.rekognition.RekognitionVariants.Throttling;
import io.efface.emulator.rekognition.RekognitionVariants.UserFaces;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.rekognition.model.DeleteFacesResponse;
import software.amazon.awssdk.services.rekognition.model.Face;
import software.amazon.awssdk.services.rekognition.model.InvalidParameterException;
import software.amazon.awssdk.services.rekognition.model.ListFacesResponse;
import software.amazon.awssdk.services.rekognition.model.RekognitionException;
import software.amazon.awssdk.services.rekognition.model.ResourceNotFoundException;
import software.amazon.awssdk.services.rekognition.model.UnsuccessfulFaceDeletionReason;
import software.amazon.awssdk.services.rekognition.model.UserStatus;

/** Tests every variant of the emulator with AWS's SDK for Java. */
@NullUnmarked
class RekognitionVariantsTest extends RekognitionSdk {
    private void vary(Consumer<RekognitionVariants.Builder> change) {
        RekognitionVariants.Builder builder = RekognitionVariants.builder();
        change.accept(builder);
        emulator.variants(builder.build());
    }

    @Test
    void putFace_faceOfNoUser_isListedWithoutAUser() {
        assertThat(emulator.putFace(face(0))).isTrue();

        assertThat(emulator.hasFace(face(0))).isTrue();
        assertThat(client.listFaces(r -> r.collectionId(STAFF)).faces())
                .singleElement()
                .satisfies(listed -> {
                    assertThat(listed.faceId()).isEqualTo(face(0));
                    assertThat(listed.userId()).isNull();
                });
    }

    @Test
    void missingUser_notFound_isRejectedByListFaces() {
        vary(variants -> variants.missingUser(MissingUser.NOT_FOUND));
        emulator.library().put("alice");

        assertThat(client.listFaces(r -> r.collectionId(STAFF).userId("alice")).faces())
                .isEmpty();
        rejection(
                ResourceNotFoundException.class,
                400,
                "ResourceNotFoundException",
                () -> client.listFaces(r -> r.collectionId(STAFF).userId("bob")));
    }

    @Test
    void searchWithoutFaces_invalidParameter_isRejectedBySearchUsers() {
        vary(variants -> variants.searchWithoutFaces(SearchWithoutFaces.INVALID_PARAMETER));
        emulator.library().put("alice", face(0));
        emulator.library().put("bob");

        client.searchUsers(r -> r.collectionId(STAFF).userId("alice"));
        rejection(
                InvalidParameterException.class,
                400,
                "InvalidParameterException",
                () -> client.searchUsers(r -> r.collectionId(STAFF).userId("bob")));
    }

    @Test
    void lastFace_userDeleted_deletesTheUserWithItsLastFace() {
        vary(variants -> variants.lastFace(LastFace.USER_DELETED));
        emulator.library().put("alice", faces(2));

        client.disassociateFaces(r -> r.collectionId(STAFF).userId("alice").faceIds(face(0)));
        assertThat(emulator.library().person("alice")).isPresent();
        client.disassociateFaces(r -> r.collectionId(STAFF).userId("alice").faceIds(face(1)));

        assertThat(emulator.library().person("alice")).isEmpty();
        assertThat(staff().remainsOf("alice")).contains(Set.of(faces(2)));
    }

    @Test
    void disassociation_afterARejection_isRejectedOnceByDeleteFaces() {
        vary(variants -> variants.disassociation(Disassociation.AFTER_A_REJECTION));
        emulator.library().put("alice", face(0));

        assertThat(client.disassociateFaces(
                                r -> r.collectionId(STAFF).userId("alice").faceIds(face(0)))
                        .userStatus())
                .isEqualTo(UserStatus.UPDATING);
        DeleteFacesResponse early =
                client.deleteFaces(r -> r.collectionId(STAFF).faceIds(face(0)));
        assertThat(early.unsuccessfulFaceDeletions()).singleElement().satisfies(face -> {
            assertThat(face.userId()).isEqualTo("alice");
            assertThat(face.reasons()).containsExactly(UnsuccessfulFaceDeletionReason.ASSOCIATED_TO_AN_EXISTING_USER);
        });
        assertThat(client.deleteFaces(r -> r.collectionId(STAFF).faceIds(face(0)))
                        .deletedFaces())
                .containsExactly(face(0));
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLING_500, 500, ThrottlingException",
        "THROTTLING_400, 400, ThrottlingException",
        "PROVISIONED_THROUGHPUT, 400, ProvisionedThroughputExceededException"
    })
    void quota_exceeded_isThrottledInEachForm(Throttling form, int status, String code) throws IOException {
        start(builder -> builder.enforceQuota(true)
                .variants(RekognitionVariants.builder().throttling(form).build()));
        for (int i = 0; i < 5; i++) {
            client.describeCollection(r -> r.collectionId(STAFF));
        }

        RekognitionException rejection = rejection(
                RekognitionException.class, status, code, () -> client.describeCollection(r -> r.collectionId(STAFF)));

        assertThat(rejection.isThrottlingException()).isTrue();
        for (int i = 0; i < 50; i++) {
            client.listFaces(r -> r.collectionId(STAFF));
        }
        rejection(RekognitionException.class, status, code, () -> client.listFaces(r -> r.collectionId(STAFF)));
        clock.advance(java.time.Duration.ofSeconds(1));
        client.describeCollection(r -> r.collectionId(STAFF));
    }

    @ParameterizedTest
    @EnumSource
    void errorCode_inEachPlace_isReadByTheSdk(ErrorCode place) {
        vary(variants -> variants.errorCode(place));

        rejection(
                ResourceNotFoundException.class,
                400,
                "ResourceNotFoundException",
                () -> client.deleteUser(r -> r.collectionId(STAFF).userId("alice")));
    }

    @ParameterizedTest
    @EnumSource
    void emptyBody_inEachForm_isReadByTheSdk(EmptyBody form) {
        vary(variants -> variants.emptyBody(form));

        client.createUser(r -> r.collectionId(STAFF).userId("alice"));
        client.deleteUser(r -> r.collectionId(STAFF).userId("alice"));
        assertThat(emulator.library().size()).isZero();
        EmulatorResponse created = RekognitionRequests.emulator()
                .variants(emulator.variants())
                .build()
                .respond(RekognitionRequests.signed("CreateUser", "{\"CollectionId\":\"staff\",\"UserId\":\"bob\"}"));
        assertThat(created.bodyText()).isEqualTo(form == EmptyBody.NO_BYTES ? "" : "{}");
    }

    @ParameterizedTest
    @EnumSource
    void idRule_eachRule_decidesAboutIdsWithoutAwsForm(IdRule rule) {
        vary(variants -> variants.idRule(rule));
        staff().addFaces("held");

        Call held = () -> client.deleteFaces(r -> r.collectionId(STAFF).faceIds("held"));
        Call absent = () -> client.deleteFaces(r -> r.collectionId(STAFF).faceIds("absent"));
        if (rule == IdRule.STRICT) {
            rejection(InvalidParameterException.class, 400, "InvalidParameterException", held);
        } else {
            held.run();
            held.run();
        }
        if (rule == IdRule.OFF) {
            absent.run();
        } else {
            rejection(InvalidParameterException.class, 400, "InvalidParameterException", absent);
        }
    }

    @Test
    void pageSize_ofTheVariants_limitsEveryPage() {
        vary(variants -> variants.pageSize(2));
        emulator.library().put("alice", faces(3));

        assertThat(client.listFacesPaginator(r -> r.collectionId(STAFF)).stream()
                        .map(page -> page.faces().size()))
                .containsExactly(2, 1);
        assertThat(client.listFaces(r -> r.collectionId(STAFF).maxResults(3)).faces())
                .hasSize(2);
        assertThat(client.listFaces(r -> r.collectionId(STAFF).maxResults(1)).faces())
                .hasSize(1);
    }

    @Test
    void userFaces_firstListOutdated_showsAChangeInTheSecondList() {
        vary(variants -> variants.userFaces(UserFaces.FIRST_LIST_OUTDATED));
        emulator.library().put("alice", faces(2));

        assertThat(client.disassociateFaces(
                                r -> r.collectionId(STAFF).userId("alice").faceIds(face(0)))
                        .userStatus())
                .isEqualTo(UserStatus.UPDATING);
        client.deleteFaces(r -> r.collectionId(STAFF).faceIds(face(0)));
        assertThat(client.listUsers(r -> r.collectionId(STAFF)).users().get(0).userStatus())
                .isEqualTo(UserStatus.UPDATING);

        ListFacesResponse outdated = client.listFaces(r -> r.collectionId(STAFF).userId("alice"));
        assertThat(outdated.faces()).extracting(Face::faceId).containsExactly(face(0), face(1));
        assertThat(outdated.faces()).extracting(Face::userId).containsOnly("alice");
        assertThat(client.listFaces(r -> r.collectionId(STAFF).userId("alice")).faces())
                .extracting(Face::faceId)
                .containsExactly(face(1));
        assertThat(client.listUsers(r -> r.collectionId(STAFF)).users().get(0).userStatus())
                .isEqualTo(UserStatus.ACTIVE);
    }
}
