package io.efface.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.Fault;
import io.efface.emulator.ReceivedCall;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.emulator.iai.IaiVariants;
import io.efface.http.Endpoint;
import io.efface.spi.OpenContext;
import io.efface.testkit.TestAccount;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The provider against the emulated IAI, which checks signatures, clock and nonces with code of its own. */
class TencentEmulatorTest {
    private static final PersonId ALICE = PersonId.of("p-1%@#&_A");
    private static final FaceId F1 = FaceId.of("2875186538564559728");
    private static final FaceId F2 = FaceId.of("2873640802022644880");
    private static final FaceId F3 = FaceId.of("3454816969590585885");
    private static final FaceId OTHER = FaceId.of("1111111111111111111");

    private final MovableClock clock = new MovableClock(SignatureVectors.AT);
    private final MovableClock vendorClock = new MovableClock(SignatureVectors.AT);
    private IaiEmulator emulator;
    private EmulatorServer server;

    @BeforeEach
    void start() throws IOException {
        start(IaiVariants.builder().replaysRefused(true).regionRequired(true).build());
    }

    private void start(IaiVariants variants) throws IOException {
        if (server != null) {
            server.close();
        }
        emulator = IaiEmulator.builder()
                .key(SignatureVectors.ID, SignatureVectors.KEY)
                .temporaryKey("AKIDtemporary", "temporary-key", "temporary-token==")
                .clock(vendorClock)
                .random(new Random(7))
                .variants(variants)
                .build();
        emulator.library().put(ALICE.value(), F1.value(), F2.value(), F3.value());
        emulator.library().put("bob", OTHER.value());
        server = EmulatorServer.start(emulator);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TencentConfig.Builder config() {
        return TencentConfig.builder().credentials(SignatureVectors.CREDENTIALS).endpoint(Endpoint.parse(server.url()));
    }

    private TestAccount open(TencentConfig.Builder config) {
        return TestAccount.open(config.build(), OpenContext.of("acc", clock, new Random(1), Map.of()));
    }

    private static Set<FaceId> faces(FaceId... faces) {
        return new LinkedHashSet<>(Arrays.asList(faces));
    }

    static Stream<Arguments> everyWay() {
        List<Arguments> ways = new ArrayList<>();
        for (TencentConfig.Signature signature : TencentConfig.Signature.values()) {
            for (TencentConfig.HttpMethod method : TencentConfig.HttpMethod.values()) {
                for (TencentConfig.ApiVersion version : TencentConfig.ApiVersion.values()) {
                    ways.add(Arguments.of(signature, method, version));
                }
            }
        }
        return ways.stream();
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void everyOperation_everySignatureMethodAndVersion_isAcceptedAndTold(
            TencentConfig.Signature signature, TencentConfig.HttpMethod method, TencentConfig.ApiVersion version) {
        try (TestAccount repository =
                open(config().signature(signature).httpMethod(method).apiVersion(version))) {
            assertThat(repository.findPerson(ALICE).person().orElseThrow().faces())
                    .containsExactly(F1, F2, F3);

            DeleteFacesResult faces = repository.deleteFaces(ALICE, faces(F2, OTHER));
            assertThat(faces.facesWith(FaceOutcome.DELETED)).containsExactly(F2);
            assertThat(faces.facesWith(FaceOutcome.UNCONFIRMED)).containsExactly(OTHER);
            assertThat(repository.findPerson(ALICE).person().orElseThrow().faces())
                    .containsExactly(F1, F3);

            assertThat(repository.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
            assertThat(repository.findPerson(ALICE).person()).isEmpty();
            assertThat(repository.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
            assertThat(repository.deleteFaces(ALICE, faces(F1)).facesWith(FaceOutcome.ALREADY_ABSENT))
                    .containsExactly(F1);
        }
        assertThat(emulator.library().person("bob")).isPresent();
        assertThat(server.requests()).isEqualTo(7);
        String expected = switch (signature) {
            case TC3 -> "TC3-HMAC-SHA256";
            case HMAC_SHA256 -> "HmacSHA256";
            case HMAC_SHA1 -> "HmacSHA1";
        };
        assertThat(emulator.calls().latest())
                .extracting(ReceivedCall::signatureMethod)
                .containsOnly(expected);
    }

    @ParameterizedTest
    @EnumSource(TencentConfig.Signature.class)
    void deletePerson_temporaryKeyAndLanguage_areAccepted(TencentConfig.Signature signature) {
        try (TestAccount repository =
                open(config().credentials(TencentCredentials.of("AKIDtemporary", "temporary-key", "temporary-token=="))
                        .language(TencentConfig.Language.ZH_CN)
                        .signature(signature))) {
            assertThat(repository.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void everyOperation_idsOfAnyText_arriveUnchanged(
            TencentConfig.Signature signature, TencentConfig.HttpMethod method, TencentConfig.ApiVersion version)
            throws IOException {
        start(IaiVariants.builder().idRule(IaiVariants.IdRule.OFF).build());
        List<String> ids = List.of(
                "\u5f20\u4e09 \ud83d\ude00",
                "a+b c",
                "a=b&c=d",
                "100%25",
                "\"\\/<>'`~*",
                "?#;:,@!$()[]{}|^",
                "e\u0301",
                "a\u2028b",
                "../..",
                " lead",
                "X".repeat(300));
        try (TestAccount repository =
                open(config().signature(signature).httpMethod(method).apiVersion(version))) {
            for (String id : ids) {
                emulator.library().put(id, "f " + id, "g");
                PersonId person = PersonId.of(id);
                assertThat(repository
                                .deleteFaces(person, faces(FaceId.of("f " + id)))
                                .facesWith(FaceOutcome.DELETED))
                        .as(id)
                        .hasSize(1);
                assertThat(repository.deletePerson(person).outcome()).as(id).isEqualTo(PersonOutcome.DELETED);
                assertThat(emulator.library().person(id)).as(id).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"TC3,DeleteFace", "HMAC_SHA256,DeleteFace"})
    void deleteFaces_allOfThem_isRefusedAndChangesNothing(TencentConfig.Signature signature, String action) {
        try (TestAccount repository = open(config().signature(signature))) {
            FaceException e =
                    catchThrowableOfType(FaceException.class, () -> repository.deleteFaces(ALICE, faces(F1, F2, F3)));

            assertThat(e.kind()).isEqualTo(ErrorKind.FAILED_PRECONDITION);
            assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(e.facesSoFar().orElseThrow().facesWith(FaceOutcome.UNKNOWN))
                    .containsExactly(F1, F2, F3);
        }
        assertThat(emulator.calls().count(action)).isEqualTo(1);
    }

    @Test
    void deletePerson_wrongKey_isUnauthenticated() {
        try (TestAccount repository =
                open(config().credentials(TencentCredentials.of(SignatureVectors.ID, "not-the-key")))) {
            FaceException e = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(ALICE));

            assertThat(e.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
            assertThat(e.effect()).isEqualTo(Effect.NONE);
            assertThat(e.vendorCode()).contains("AuthFailure.SignatureFailure");
            assertThat(e.toString()).doesNotContain("not-the-key");
        }
        assertThat(emulator.library().person(ALICE.value())).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"TC3,PT20M", "TC3,PT-20M", "HMAC_SHA256,PT20M", "HMAC_SHA1,PT-23H"})
    void deletePerson_clockOff_succeedsAtTheSecondAttempt(TencentConfig.Signature signature, Duration off) {
        vendorClock.move(off);
        try (TestAccount repository = open(config().signature(signature))) {
            FaceException e = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(ALICE));
            assertThat(e.vendorCode()).contains("AuthFailure.SignatureExpire");
            assertThat(e.effect()).isEqualTo(Effect.NONE);
            assertThat(e.advice()).isEqualTo(RetryAdvice.ONCE);

            assertThat(repository.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
            assertThat(repository.findPerson(ALICE).person()).isEmpty();
        }
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void deletePerson_acrossMidnightInUtc_signsWithTheNewDay() {
        try (TestAccount repository = open(config())) {
            repository.findPerson(ALICE);
            clock.move(Duration.ofHours(2));
            vendorClock.move(Duration.ofHours(2));

            assertThat(repository.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
        }
    }

    @Test
    void deletePerson_answerLostAfterTheEffect_isUnknownAndSentOnce() {
        emulator.faults().next(Fault.drop(Fault.When.AFTER_EFFECT));
        try (TestAccount repository = open(config())) {
            FaceException e = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(ALICE));

            assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(repository.findPerson(ALICE).person()).isEmpty();
        }
        assertThat(emulator.calls().count("DeletePerson")).isEqualTo(1);
    }

    @Test
    void deleteFaces_answerCutOff_leavesEveryFaceUnknown() {
        emulator.faults().next(Fault.truncate(20));
        try (TestAccount repository = open(config())) {
            FaceException e =
                    catchThrowableOfType(FaceException.class, () -> repository.deleteFaces(ALICE, faces(F1, F2)));

            assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(e.facesSoFar().orElseThrow().facesWith(FaceOutcome.UNKNOWN))
                    .containsExactly(F1, F2);
        }
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void deletePerson_manyThreads_everyOneIsSignedRight() throws Exception {
        for (int i = 0; i < 200; i++) {
            emulator.library().put("person-" + i, "face-" + i);
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (TestAccount repository = open(config().signature(TencentConfig.Signature.HMAC_SHA256))) {
            List<Future<PersonOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                PersonId person = PersonId.of("person-" + i);
                outcomes.add(
                        threads.submit(() -> repository.deletePerson(person).outcome()));
            }
            for (Future<PersonOutcome> outcome : outcomes) {
                assertThat(outcome.get(60, TimeUnit.SECONDS)).isEqualTo(PersonOutcome.DELETED);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(emulator.library().size()).isEqualTo(2);
        assertThat(server.requests()).isEqualTo(200);
    }

    @Test
    void configuration_map_opensAWorkingAccount() {
        Map<String, String> settings = Map.of(
                "efface.accounts.main.provider", "tencent",
                "efface.accounts.main.endpoint", server.url(),
                "efface.accounts.main.region", "ap-shanghai",
                "efface.accounts.main.credentials.secret-id", SignatureVectors.ID,
                "efface.accounts.main.credentials.secret-key", SignatureVectors.KEY,
                "efface.accounts.main.signature", "hmac-sha1",
                "efface.accounts.main.http-method", "GET",
                "efface.accounts.main.policies", "none");
        try (FaceRepositories accounts =
                FaceRepositories.builder().map(settings).clock(clock).open()) {
            assertThat(accounts.get("main").deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
        }
        assertThat(emulator.library().person(ALICE.value())).isEmpty();
    }
}
