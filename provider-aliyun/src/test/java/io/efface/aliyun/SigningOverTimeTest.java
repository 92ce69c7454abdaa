package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.RetryAdvice;
import io.efface.spi.OpenContext;
import io.efface.testkit.TestAccount;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what changes between attempts: nonce, time and credentials. */
class SigningOverTimeTest {
    private static final PersonId ALICE = PersonId.of("alice");
    private static final String GONE = "{\"code\":200,\"data\":{\"code\":200,\"deleteCount\":0}}";
    private static final String EXPIRED_TIME = "{\"Code\":\"InvalidTimeStamp.Expired\",\"Message\":\"m\"}";
    private static final String EXPIRED_TOKEN = "{\"Code\":\"InvalidSecurityToken.Expired\",\"Message\":\"m\"}";

    private final CannedGreen green = new CannedGreen();
    private final AliyunConfig.Builder config =
            AliyunConfig.builder().credentials(AliyunCredentials.of("id", "secret"));

    @AfterEach
    void stop() {
        green.close();
    }

    private static FaceException failure(TestAccount repository) {
        return catchThrowableOfType(FaceException.class, () -> repository.deletePerson(ALICE));
    }

    @Test
    void deletePerson_everyAttempt_hasANewNonce() {
        long seed = System.nanoTime();
        try (TestAccount repository = TestAccount.open(
                config.endpoint(green.endpoint()).build(),
                OpenContext.of("a", Clock.systemUTC(), new Random(seed), Map.of()))) {
            IntStream.range(0, 20).forEach(i -> {
                green.respondWith(GONE);
                repository.deletePerson(ALICE);
            });
        }

        assertThat(green.received())
                .as("seed %d", seed)
                .extracting(request -> request.header("x-acs-signature-nonce"))
                .allMatch(nonce -> nonce.matches("[0-9a-f]{32}"))
                .doesNotHaveDuplicates();
    }

    @Test
    void deletePerson_wrongClock_isCorrectedAfterTheRejection() {
        green.respondWith(400, EXPIRED_TIME, Map.of("Date", "Tue, 17 Mar 2026 10:15:00 GMT"))
                .respondWith(GONE);
        try (TestAccount repository = green.open(config)) {
            FaceException rejected = failure(repository);

            assertThat(rejected.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
            assertThat(rejected.effect()).isEqualTo(Effect.NONE);
            assertThat(rejected.advice()).isEqualTo(RetryAdvice.ONCE);
            repository.deletePerson(ALICE);
        }

        assertThat(green.received())
                .extracting(request -> request.header("Date"))
                .containsExactly("Tue, 17 Mar 2026 09:30:00 GMT", "Tue, 17 Mar 2026 10:15:00 GMT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    yesterday                     | ONCE
                    Tue, 17 Mar 2026 09:30:20 GMT | ONCE
                    Sat, 21 Mar 2026 09:30:00 GMT | NEVER
                    """)
    void deletePerson_clockNotCorrected_advisesOneRepeatUnlessTheTimeIsOutOfRange(String date, RetryAdvice advice) {
        green.respondWith(400, EXPIRED_TIME, Map.of("Date", date)).respondWith(GONE);
        try (TestAccount repository = green.open(config)) {
            FaceException rejected = failure(repository);
            repository.deletePerson(ALICE);

            assertThat(rejected.advice()).isEqualTo(advice);
            assertThat(rejected.effect()).isEqualTo(Effect.NONE);
        }

        assertThat(green.received().get(1).header("Date")).startsWith("Tue, 17 Mar 2026 09:30:");
    }

    @Test
    void deletePerson_tokenExpired_reportsItAndGetsANewOne() {
        RotatingCredentials source = new RotatingCredentials();
        green.respondWith(400, EXPIRED_TOKEN).respondWith(GONE);
        try (TestAccount repository = green.open(AliyunConfig.builder().credentials(source))) {
            FaceException rejected = failure(repository);
            repository.deletePerson(ALICE);

            assertThat(rejected.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
            assertThat(rejected.advice()).isEqualTo(RetryAdvice.ONCE);
            assertThat(rejected.effect()).isEqualTo(Effect.NONE);
        }

        assertThat(source.rejected).extracting(AliyunCredentials::id).containsExactly("STS.1");
        assertThat(green.received())
                .extracting(request -> request.header("x-acs-security-token"))
                .containsExactly("token1", "token2");
    }

    @Test
    void deletePerson_unknownTemporaryKey_isTreatedAsExpired() {
        RotatingCredentials source = new RotatingCredentials();
        green.respondWith(404, "{\"Code\":\"InvalidAccessKeyId.NotFound\"}");
        try (TestAccount repository = green.open(AliyunConfig.builder().credentials(source))) {
            assertThat(failure(repository).advice()).isEqualTo(RetryAdvice.ONCE);
        }

        assertThat(source.rejected).hasSize(1);
    }

    @Test
    void deletePerson_fixedTokenExpired_isNotRepeated() {
        green.respondWith(400, EXPIRED_TOKEN);
        try (TestAccount repository =
                green.open(AliyunConfig.builder().credentials(AliyunCredentials.of("STS.1", "s", "t")))) {
            assertThat(failure(repository).advice()).isEqualTo(RetryAdvice.NEVER);
        }
    }

    @Test
    void deletePerson_sourceFails_sendsNothingAndHidesItsMessage() {
        AliyunCredentialsProvider source = () -> {
            throw new IllegalStateException("the secret is hunter2");
        };
        try (TestAccount repository = green.open(AliyunConfig.builder().credentials(source))) {
            FaceException failure = failure(repository);

            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
            assertThat(failure.origin()).isEqualTo(Origin.LOCAL);
            assertThat(failure.effect()).isEqualTo(Effect.NONE);
            assertThat(failure.attempts()).isZero();
            assertThat(failure).hasMessageContaining("IllegalStateException").hasMessageNotContaining("hunter2");
            assertThat(failure.getCause()).isNull();
        }

        assertThat(green.received()).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // an application without null checks may return null
    void deletePerson_sourceReturnsNull_sendsNothing() {
        try (TestAccount repository = green.open(AliyunConfig.builder().credentials(() -> null))) {
            assertThat(failure(repository).kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
        }

        assertThat(green.received()).isEmpty();
    }

    @Test
    void open_credentialsFromContext_areRequiredAndUsed() {
        AliyunConfig built = AliyunConfig.builder()
                .credentialsFromContext()
                .endpoint(green.endpoint())
                .build();
        AliyunCredentialsProvider source = new RotatingCredentials();
        Clock clock = Clock.fixed(CannedGreen.AT, ZoneOffset.UTC);

        assertThatThrownBy(() -> built.open(OpenContext.of("a", clock, CannedGreen.fixedNonce(), Map.of())))
                .isInstanceOfSatisfying(
                        FaceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
                .hasMessageContaining("AliyunCredentialsProvider");
        green.respondWith(GONE);
        try (TestAccount repository = TestAccount.open(
                built,
                OpenContext.of(
                        "a", clock, CannedGreen.fixedNonce(), Map.of(AliyunCredentialsProvider.class, source)))) {
            repository.deletePerson(ALICE);
        }
        assertThat(green.received().get(0).header("Authorization")).startsWith("acs STS.1:");
        assertThat(built.keyFingerprint()).isEmpty();
    }

    /** Returns new credentials after each report of a rejection. */
    private static final class RotatingCredentials implements AliyunCredentialsProvider {
        private final List<AliyunCredentials> rejected = new ArrayList<>();

        @Override
        public synchronized AliyunCredentials credentials() {
            int number = rejected.size() + 1;
            return AliyunCredentials.of("STS." + number, "secret" + number, "token" + number);
        }

        @Override
        public synchronized boolean rejected(AliyunCredentials credentials) {
            return rejected.add(credentials);
        }
    }
}
