package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
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
import io.efface.emulator.green.GreenEmulator;
import io.efface.http.Endpoint;
import io.efface.spi.OpenContext;
import io.efface.testkit.TestAccount;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
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
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The provider against the emulated Green, which checks signatures, clock and nonces with code of its own. */
class AliyunEmulatorTest {
    private static final AliyunCredentials KEY = AliyunCredentials.of("testAccessKeyId", "testAccessKeySecret");
    private static final PersonId ALICE = PersonId.of("alice");
    private static final FaceId F1 = FaceId.of("31842550077981745");
    private static final FaceId F2 = FaceId.of("23088737259260929");
    private static final FaceId F3 = FaceId.of("1244453323565");
    private static final FaceId OTHER = FaceId.of("1345345466455");

    private final Clock clock = Clock.fixed(CannedGreen.AT, ZoneOffset.UTC);
    private GreenEmulator emulator = green(Duration.ZERO);
    private EmulatorServer server = serve(emulator);

    private static GreenEmulator green(Duration off) {
        GreenEmulator green = GreenEmulator.builder()
                .key(KEY.id(), KEY.secret().reveal())
                .stsKey("STS.id", "sts-secret", "sts-token==")
                .stsKey("STS.old", "old-secret", "old-token==", CannedGreen.AT.minusSeconds(1))
                .clock(Clock.fixed(CannedGreen.AT.plus(off), ZoneOffset.UTC))
                .random(new Random(7))
                .build();
        green.library().put(ALICE.value(), F1.value(), F2.value(), F3.value());
        green.library().put("bob", OTHER.value());
        return green;
    }

    private static EmulatorServer serve(GreenEmulator green) {
        try {
            return EmulatorServer.start(green);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void restart(Duration off) {
        server.close();
        emulator = green(off);
        server = serve(emulator);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private AliyunConfig.Builder config() {
        return AliyunConfig.builder().credentials(KEY).endpoint(Endpoint.parse(server.url()));
    }

    private TestAccount open(AliyunConfig.Builder config) {
        return TestAccount.open(config.build(), OpenContext.of("acc", clock, new Random(1), Map.of()));
    }

    private static Set<FaceId> faces(FaceId... faces) {
        return new LinkedHashSet<>(Arrays.asList(faces));
    }

    @Test
    void middleboxTakesAcceptOff_xmlOfTheGateway_isARefusal() {
        OkHttpClient middlebox = new OkHttpClient.Builder()
                .addNetworkInterceptor(chain -> chain.proceed(
                        chain.request().newBuilder().removeHeader("Accept").build()))
                .build();
        OpenContext context = OpenContext.of("acc", clock, new Random(1), Map.of(OkHttpClient.class, middlebox));
        try (TestAccount repository = TestAccount.open(config().build(), context)) {
            FaceException failure = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(ALICE));

            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
            assertThat(failure.effect()).isEqualTo(Effect.NONE);
            assertThat(failure.advice()).isEqualTo(RetryAdvice.NEVER);
            assertThat(failure.vendorCode()).hasValue("SignatureDoesNotMatch");
            assertThat(failure.requestId()).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource(AliyunConfig.Signature.class)
    void everyOperation_eachSignature_isAcceptedAndTold(AliyunConfig.Signature signature) {
        try (TestAccount repository = open(config().signature(signature))) {
            assertThat(repository.findPerson(ALICE).person().orElseThrow().faces())
                    .containsExactly(F1, F2, F3);

            DeleteFacesResult faces = repository.deleteFaces(ALICE, faces(F2, OTHER));
            assertThat(faces.facesWith(FaceOutcome.DELETED)).containsExactly(F2);
            assertThat(faces.facesWith(FaceOutcome.UNCONFIRMED)).containsExactly(OTHER);
            assertThat(repository.findPerson(ALICE).person().orElseThrow().faces())
                    .containsExactly(F1, F3);

            assertThat(repository.deletePerson(ALICE).evidence()).isEqualTo(Evidence.CONFIRMED);
            assertThat(repository.findPerson(ALICE).person()).isEmpty();
            assertThat(repository.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
            assertThat(repository.deleteFaces(ALICE, faces(F1)).facesWith(FaceOutcome.ALREADY_ABSENT))
                    .containsExactly(F1);
        }
        assertThat(emulator.library().person("bob")).isPresent();
        assertThat(server.requests()).isEqualTo(7);
        assertThat(emulator.calls().latest())
                .extracting(ReceivedCall::signatureMethod)
                .containsOnly(signature == AliyunConfig.Signature.V1 ? "HMAC-SHA1" : "ACS3-HMAC-SHA256");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "V1 => {\"userId\":\"120234234\",\"userNick\":\"Mike Ü+&=*~ %2F %\"}",
                "ACS3 => {\"userId\":\"120234234\",\"userNick\":\"Mike Ü+&=*~ %2F %\"}",
                "V1 => {\"a\":\"张三 😀 ?#/\\\\\\\"'()[]<>^`|;:,@!$\"}",
                "ACS3 => {\"a\":\"张三 😀 ?#/\\\\\\\"'()[]<>^`|;:,@!$\"}",
                "V1 => {}",
                "ACS3 => {}",
            })
    void deletePerson_temporaryKeyAndClientInfo_areAccepted(AliyunConfig.Signature signature, String clientInfo) {
        try (TestAccount repository =
                open(config().credentials(AliyunCredentials.of("STS.id", "sts-secret", "sts-token=="))
                        .signature(signature)
                        .clientInfo(clientInfo))) {
            assertThat(repository.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
        }
    }

    @ParameterizedTest
    @EnumSource(AliyunConfig.Signature.class)
    void deletePerson_wrongSecret_isUnauthenticatedAndShowsNoSignature(AliyunConfig.Signature signature) {
        try (TestAccount repository = open(config().credentials(AliyunCredentials.of("testAccessKeyId", "wrong-secret"))
                .signature(signature))) {
            FaceException failure = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(ALICE));

            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
            assertThat(failure.vendorCode()).contains("SignatureDoesNotMatch");
            assertThat(failure.effect()).isEqualTo(Effect.NONE);
            assertThat(failure.toString()).doesNotContain("server string", "wrong-secret", "alice");
        }
        assertThat(emulator.library().person(ALICE.value())).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"V1, PT20M", "V1, PT-20M", "V1, PT23H", "ACS3, PT-23H", "ACS3, PT16M"})
    void deletePerson_clockOff_succeedsAtTheSecondAttempt(AliyunConfig.Signature signature, Duration off) {
        restart(off);
        try (TestAccount repository = open(config().signature(signature))) {
            FaceException failure = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(ALICE));
            assertThat(failure.vendorCode()).contains("InvalidTimeStamp.Expired");
            assertThat(failure.effect()).isEqualTo(Effect.NONE);
            assertThat(failure.advice()).isEqualTo(RetryAdvice.ONCE);

            assertThat(repository.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
            assertThat(repository.findPerson(ALICE).person()).isEmpty();
        }
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void deletePerson_clockOffByDays_isNotFollowed() {
        restart(Duration.ofDays(3));
        try (TestAccount repository = open(config())) {
            for (int i = 0; i < 2; i++) {
                FaceException failure = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(ALICE));
                assertThat(failure.advice()).isEqualTo(RetryAdvice.NEVER);
            }
        }
    }

    @Test
    void deletePerson_expiredToken_isRenewedByTheNextAttempt() {
        List<AliyunCredentials> next = new ArrayList<>(List.of(
                AliyunCredentials.of("STS.old", "old-secret", "old-token=="),
                AliyunCredentials.of("STS.id", "sts-secret", "sts-token==")));
        try (TestAccount repository = open(config().credentials(() -> next.remove(0)))) {
            FaceException failure = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(ALICE));
            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
            assertThat(failure.advice()).isEqualTo(RetryAdvice.ONCE);

            assertThat(repository.deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
        }
    }

    @Test
    void deletePerson_answerLostAfterTheEffect_isUnknownAndSentOnce() {
        emulator.faults().next(Fault.drop(Fault.When.AFTER_EFFECT));
        try (TestAccount repository = open(config())) {
            FaceException failure = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(ALICE));

            assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(repository.findPerson(ALICE).person()).isEmpty();
        }
        assertThat(emulator.calls().count("DeletePerson")).isEqualTo(1);
    }

    @Test
    void deleteFaces_answerCutOff_leavesEveryFaceUnknown() {
        emulator.faults().next(Fault.truncate(20));
        try (TestAccount repository = open(config())) {
            FaceException failure =
                    catchThrowableOfType(FaceException.class, () -> repository.deleteFaces(ALICE, faces(F1, F2)));

            assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(failure.facesSoFar().orElseThrow().facesWith(FaceOutcome.UNKNOWN))
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
        try (TestAccount repository =
                TestAccount.open(config().build(), OpenContext.of("acc", clock, new SecureRandom(), Map.of()))) {
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
                "efface.accounts.main.provider", "aliyun",
                "efface.accounts.main.endpoint", server.url(),
                "efface.accounts.main.credentials.access-key-id", "testAccessKeyId",
                "efface.accounts.main.credentials.access-key-secret", "testAccessKeySecret",
                "efface.accounts.main.signature", "acs3",
                "efface.accounts.main.client-info", "{\"userType\":\"others\"}",
                "efface.accounts.main.policies", "none");
        try (FaceRepositories accounts =
                FaceRepositories.builder().map(settings).clock(clock).open()) {
            assertThat(accounts.get("main").deletePerson(ALICE).outcome()).isEqualTo(PersonOutcome.DELETED);
        }
        assertThat(emulator.library().person(ALICE.value())).isEmpty();
    }
}
