package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.emulator.Fault;
import io.efface.emulator.FaultScript;
import io.efface.emulator.ReceivedCall;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.rekognition.RekognitionEmulator;
import io.efface.emulator.rekognition.RekognitionVariants;
import io.efface.emulator.rekognition.RekognitionVariants.Disassociation;
import io.efface.emulator.rekognition.RekognitionVariants.IdRule;
import io.efface.emulator.rekognition.RekognitionVariants.LastFace;
import io.efface.emulator.rekognition.RekognitionVariants.SearchWithoutFaces;
import io.efface.emulator.rekognition.RekognitionVariants.UserFaces;
import io.efface.http.Endpoint;
import io.efface.spi.ProviderConfig;
import io.efface.testkit.TestAccount;
import io.efface.testkit.emulator.SignedCallsContract;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the provider with the emulated Rekognition. */
class AwsEmulatorTest extends SignedCallsContract {
    private static final String ID = "AKIDEXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    AwsEmulatorTest() {
        super("alice", Instant.parse("2026-03-17T23:30:00Z"));
    }

    @Override
    protected VendorEmulator newEmulator() {
        return emulator(RekognitionVariants.defaults());
    }

    private VendorEmulator emulator(RekognitionVariants variants) {
        return RekognitionEmulator.builder()
                .variants(variants)
                .region("eu-west-1")
                .key(ID, SECRET)
                .temporaryKey("ASIAEXAMPLE", "temporary-secret", "temporary-token==", Instant.MAX)
                .clock(vendorClock)
                .random(new Random(7))
                .build();
    }

    @Override
    protected ProviderConfig config(String url) {
        return config().build();
    }

    private AwsConfig.Builder config() {
        return AwsConfig.builder()
                .region("eu-west-1")
                .library(RekognitionEmulator.FIRST_COLLECTION)
                .credentials(AwsCredentials.of(ID, SECRET))
                .endpoint(Endpoint.parse(url()));
    }

    @Override
    protected Requests requestsOfOperations() {
        return new Requests(5, 3, 3, 3);
    }

    @Override
    protected FaceOutcome outcomeOfAnothersFace() {
        return FaceOutcome.ALREADY_ABSENT;
    }

    @Override
    protected FaultScript.Scope faultsOf(Operation deletion) {
        return emulator().faults().onOperation(deletion == Operation.DELETE_PERSON ? "DeleteUser" : "DeleteFaces");
    }

    private RekognitionEmulator rekognition() {
        return (RekognitionEmulator) emulator();
    }

    private Set<String> facesOfAll() {
        return Set.copyOf(rekognition().collection().orElseThrow().unassociatedFaces());
    }

    @Test
    void everyOperation_signed_isAccepted() {
        assertEveryOperationWorks(config().build(), "AWS4-HMAC-SHA256");
    }

    @Test
    void deletePerson_temporaryKey_isAccepted() {
        AwsCredentials temporary = AwsCredentials.of("ASIAEXAMPLE", "temporary-secret", "temporary-token==");
        try (TestAccount account = open(config().credentials(temporary).build())) {
            assertThat(account.deletePerson(person()).outcome()).isEqualTo(PersonOutcome.DELETED);
        }
        assertThat(emulator().calls().latest())
                .extracting(ReceivedCall::operation)
                .containsExactly("ListFaces", "DisassociateFaces", "DeleteFaces", "ListFaces", "DeleteUser");
        assertThat(facesOfAll()).isEmpty();
    }

    @Test
    void deletePerson_wrongKey_isUnauthenticated() {
        AwsCredentials wrong = AwsCredentials.of(ID, "not-the-key");
        assertWrongSecretIsRejected(config().credentials(wrong).build(), "not-the-key", "InvalidSignatureException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT20M", "PT-20M", "PT23H", "PT-23H"})
    void deletePerson_wrongClock_succeedsAtTheSecondAttempt(Duration off) {
        assertClockIsCorrected(config().build(), off, "InvalidSignatureException");
    }

    @Test
    void deletePerson_acrossMidnightInUtc_signsWithTheNewDay() {
        assertSignsOnTheNextDay(config().build(), Duration.ofHours(2));
    }

    @Test
    void configuration_settings_openAWorkingAccount() {
        assertOpensFromText(AwsTargets.VENDOR.account(url(), ID, SECRET));
    }

    @Test
    void configuration_otherRegion_isUnauthenticated() {
        try (TestAccount account = open(config().region("us-east-1").build())) {
            assertThat(assertFails(account).kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
        }
    }

    @Test
    void everyOperation_idsOfAwsForm_areAcceptedByTheStrictRule() throws IOException {
        restart(emulator(RekognitionVariants.builder().idRule(IdRule.STRICT).build()));
        String face = "11111111-2222-3333-4444-555555555555";
        PersonId person = PersonId.of("Ab.9_-:x");
        emulator().library().put(person.value(), face);
        try (TestAccount account = open(config().build())) {
            assertThat(account.deleteFaces(person, faces(FaceId.of(face))).facesWith(FaceOutcome.DELETED))
                    .hasSize(1);
            assertThat(account.findPerson(person).person().orElseThrow().faces())
                    .isEmpty();
            assertThat(account.deletePerson(person).outcome()).isEqualTo(PersonOutcome.DELETED);
        }
    }

    /**
     * In this variant, too, nothing is left after the deletion. The outcome is not checked, because the provider cannot know whether this
     * deletion removed the User.
     */
    @Test
    void deletePerson_vendorDeletesTheUserWithItsLastFace_leavesNothing() throws IOException {
        restart(emulator(
                RekognitionVariants.builder().lastFace(LastFace.USER_DELETED).build()));
        try (TestAccount account = open(config().build())) {
            account.deletePerson(person());

            assertThat(account.findPerson(person()).person()).isEmpty();
        }
        assertThat(rekognition().collection().orElseThrow().remainsOf("alice")).isEmpty();
    }

    @Test
    void deletion_disassociationTakesEffectLater_isARetryableConflict() throws IOException {
        restart(emulator(RekognitionVariants.builder()
                .disassociation(Disassociation.AFTER_A_REJECTION)
                .build()));
        try (TestAccount account = open(config().build())) {
            FaceException failure = assertFails(account);
            assertThat(failure)
                    .returns(ErrorKind.CONFLICT, FaceException::kind)
                    .returns(RetryAdvice.BACKOFF, FaceException::advice)
                    .returns(Effect.NONE, FaceException::effect)
                    .satisfies(e -> assertThat(e.detachedFaces()).containsExactlyInAnyOrder(F1, F2, F3));
        }
        assertThat(facesOfAll()).containsExactlyInAnyOrder(F1.value(), F2.value(), F3.value());
    }

    @Test
    void deletePerson_listIsOutdated_keepsTheUserUntilAListIsCurrent() throws IOException {
        restart(emulator(RekognitionVariants.builder()
                .userFaces(UserFaces.FIRST_LIST_OUTDATED)
                .build()));
        try (TestAccount account = open(config().build())) {
            FaceException failure = assertFails(account);
            assertThat(failure)
                    .returns(ErrorKind.CONFLICT, FaceException::kind)
                    .returns(RetryAdvice.BACKOFF, FaceException::advice)
                    .returns(Effect.PARTIAL, FaceException::effect);
            assertThat(emulator().library().person("alice")).isPresent();

            assertThat(account.deletePerson(person()).outcome()).isEqualTo(PersonOutcome.DELETED);
        }
        assertThat(rekognition().collection().orElseThrow().remainsOf("alice")).isEmpty();
    }

    @Test
    void findPerson_searchRejectsUsersWithoutFaces_isAnError() throws IOException {
        restart(emulator(RekognitionVariants.builder()
                .searchWithoutFaces(SearchWithoutFaces.INVALID_PARAMETER)
                .build()));
        emulator().library().put("carol");
        try (TestAccount account = open(config().build())) {
            assertThat(account.findPerson(person()).person()).isPresent();
            FaceException failure =
                    catchThrowableOfType(FaceException.class, () -> account.findPerson(PersonId.of("carol")));
            assertThat(failure)
                    .returns(ErrorKind.INVALID_ARGUMENT, FaceException::kind)
                    .returns(Effect.NONE, FaceException::effect);
        }
    }

    @Test
    void deleteFaces_conflictInTheRequestThatDeletes_hasUnknownEffect() {
        faultsOf(Operation.DELETE_FACES).next(Fault.error("ConflictException"));
        try (TestAccount account = open(config().build())) {
            FaceException failure =
                    catchThrowableOfType(FaceException.class, () -> account.deleteFaces(person(), faces(F1)));
            assertThat(failure)
                    .returns(ErrorKind.CONFLICT, FaceException::kind)
                    .returns(Effect.UNKNOWN, FaceException::effect);
            assertThat(failure.facesSoFar().map(DeleteFacesResult::effect)).contains(Effect.UNKNOWN);
            assertThat(failure.detachedFaces()).containsExactly(F1);
        }
    }
}
