package io.efface.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.RetryAdvice;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.spi.OpenContext;
import io.efface.testkit.MovableClock;
import io.efface.testkit.TestAccount;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the content of requests, and the corrections after a rejected key or timestamp. */
class TencentRequestsTest {
    private static final PersonId HOSTILE = PersonId.of("p-1%@#&_A");
    private static final Set<FaceId> FACES = new LinkedHashSet<>(Arrays.asList(FaceId.of("11"), FaceId.of("22")));
    private static final String OK =
            "{\"Response\":{\"SucDeletedNum\":2,\"SucFaceIds\":[\"11\",\"22\"],\"RequestId\":\"r\"}}";
    private static final String EXPIRED =
            "{\"Response\":{\"Error\":{\"Code\":\"AuthFailure.SignatureExpire\",\"Message\":\"\"},\"RequestId\":\"r\"}}";
    private static final String TOKEN_REJECTED =
            "{\"Response\":{\"Error\":{\"Code\":\"AuthFailure.TokenFailure\",\"Message\":\"\"},\"RequestId\":\"r\"}}";

    private final CannedServer server = new CannedServer().respondWith(OK);
    private final MovableClock clock = new MovableClock(SignatureVectors.AT);

    private TestAccount open(TencentConfig.Builder config) {
        return open(config, new Random(1), Map.of());
    }

    private TestAccount open(TencentConfig.Builder config, RandomGenerator random, Map<Class<?>, Object> services) {
        return TestAccount.open(
                config.endpoint(server.endpoint()).build(), OpenContext.of("acc", clock, random, services));
    }

    private static TencentConfig.Builder config() {
        return TencentConfig.builder().credentials(SignatureVectors.CREDENTIALS);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void deleteFaces_tc3Post_sendsJsonAndTheSignedHeaders() {
        try (TestAccount repository = open(TencentConfig.builder()
                .credentials(SignatureVectors.TEMPORARY)
                .language(TencentConfig.Language.ZH_CN)
                .region("ap-shanghai"))) {
            repository.deleteFaces(HOSTILE, FACES);
        }

        EmulatorRequest sent = server.last();
        assertThat(sent.method()).isEqualTo("POST");
        assertThat(sent.query()).isNull();
        assertThat(sent.bodyText()).isEqualTo("{\"PersonId\":\"p-1%@#&_A\",\"FaceIds\":[\"11\",\"22\"]}");
        assertThat(sent.headers().first("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(sent.headers().first("Host")).isEqualTo(server.endpoint().hostHeader());
        assertThat(sent.headers().first("X-TC-Action")).isEqualTo("DeleteFace");
        assertThat(sent.headers().first("X-TC-Version")).isEqualTo("2020-03-03");
        assertThat(sent.headers().first("X-TC-Timestamp")).isEqualTo("1700000000");
        assertThat(sent.headers().first("X-TC-Region")).isEqualTo("ap-shanghai");
        assertThat(sent.headers().first("X-TC-Language")).isEqualTo("zh-CN");
        assertThat(sent.headers().first("X-TC-Token")).isEqualTo("TOKENEXAMPLE==");
        assertThat(sent.headers().first("Authorization"))
                .contains("/2023-11-14/iai/tc3_request")
                .contains("SignedHeaders=content-type;host;x-tc-action");
    }

    @Test
    void deleteFaces_tc3Get_sendsOnlyIdsInTheQuery() {
        try (TestAccount repository = open(
                config().httpMethod(TencentConfig.HttpMethod.GET).apiVersion(TencentConfig.ApiVersion.V2018_03_01))) {
            repository.deleteFaces(HOSTILE, FACES);
        }

        EmulatorRequest sent = server.last();
        assertThat(sent.method()).isEqualTo("GET");
        assertThat(sent.query()).isEqualTo("FaceIds.0=11&FaceIds.1=22&PersonId=p-1%25%40%23%26_A");
        assertThat(sent.headers().first("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(sent.headers().first("X-TC-Version")).isEqualTo("2018-03-01");
    }

    @ParameterizedTest
    @CsvSource({"HMAC_SHA256,HmacSHA256", "HMAC_SHA1,HmacSHA1"})
    void deleteFaces_v1_sendsAllFieldsAsParameters(TencentConfig.Signature signature, String method) {
        try (TestAccount repository = open(config().signature(signature).httpMethod(TencentConfig.HttpMethod.GET))) {
            repository.deleteFaces(HOSTILE, FACES);
        }
        try (TestAccount repository = open(config().signature(signature))) {
            repository.deleteFaces(HOSTILE, FACES);
        }

        EmulatorRequest query = server.received.get(0);
        assertThat(query.method()).isEqualTo("GET");
        assertThat(query.query())
                .contains("Action=DeleteFace&", "&PersonId=p-1%25%40%23%26_A&", "&SignatureMethod=" + method + "&")
                .contains("&Region=ap-guangzhou&", "FaceIds.0=11&FaceIds.1=22&", "&Timestamp=1700000000&");
        assertThat(query.headers().first("Authorization")).isNull();
        EmulatorRequest form = server.received.get(1);
        assertThat(form.method()).isEqualTo("POST");
        assertThat(form.query()).isNull();
        assertThat(form.headers().first("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(form.bodyText()).contains("Action=DeleteFace&", "&PersonId=p-1%25%40%23%26_A&");
    }

    @Test
    void deletePerson_extremeRandomNumbers_nonceIsPositiveAndNewForEachRequest() {
        Iterator<Integer> drawn = List.of(0, Integer.MAX_VALUE - 1).iterator();
        RandomGenerator extremes = new Random(1) {
            @Override
            public int nextInt(int bound) {
                assertThat(bound).isEqualTo(Integer.MAX_VALUE);
                return drawn.next();
            }
        };
        try (TestAccount repository =
                open(config().signature(TencentConfig.Signature.HMAC_SHA256), extremes, Map.of())) {
            repository.deletePerson(HOSTILE);
            repository.deletePerson(HOSTILE);
        }

        assertThat(server.received.get(0).bodyText()).contains("&Nonce=1&");
        assertThat(server.received.get(1).bodyText()).contains("&Nonce=2147483647&");
    }

    @Test
    void deletePerson_timestampRejected_nextAttemptUsesTheVendorsTime() {
        Map<String, String> date = Map.of("Date", httpDate(Duration.ofHours(3)));
        try (TestAccount repository = open(config())) {
            server.respondWith(200, EXPIRED, date);
            FaceException e = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(HOSTILE));
            assertThat(e.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
            assertThat(e.effect()).isEqualTo(Effect.NONE);
            assertThat(e.advice()).isEqualTo(RetryAdvice.ONCE);
            assertThat(server.received).hasSize(1);

            server.respondWith(OK);
            clock.move(Duration.ofSeconds(7));
            repository.deletePerson(HOSTILE);
        }

        assertThat(server.last().headers().first("X-TC-Timestamp"))
                .isEqualTo(Long.toString(1_700_000_000L + 3 * 3600 + 7));
    }

    @Test
    void deletePerson_timestampRejectedWithImpossibleDate_ignoresTheDate() {
        try (TestAccount repository = open(config())) {
            server.respondWith(200, EXPIRED, Map.of("Date", httpDate(Duration.ofDays(400))));
            FaceException e = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(HOSTILE));
            assertThat(e.advice()).isEqualTo(RetryAdvice.NEVER);
            assertThat(e).hasMessageContaining("clock");

            server.respondWith(OK);
            repository.deletePerson(HOSTILE);
        }

        assertThat(server.last().headers().first("X-TC-Timestamp")).isEqualTo("1700000000");
    }

    @Test
    void deletePerson_fixedTokenRejected_advisesNoRepeat() {
        server.respondWith(TOKEN_REJECTED);
        try (TestAccount repository = open(TencentConfig.builder().credentials(SignatureVectors.TEMPORARY))) {
            FaceException e = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(HOSTILE));
            assertThat(e.advice()).isEqualTo(RetryAdvice.NEVER);
        }
    }

    @Test
    void deletePerson_tokenOfAProviderRejected_isReportedAndAdvisesOneRepeat() {
        TencentCredentials second = TencentCredentials.of("AKIDsecond", "key2", "token2");
        Rotating rotating = new Rotating(SignatureVectors.TEMPORARY, second);
        server.respondWith(TOKEN_REJECTED);
        try (TestAccount repository = open(
                TencentConfig.builder().credentialsFromContext(),
                new Random(1),
                Map.of(TencentCredentialsProvider.class, rotating))) {
            FaceException e = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(HOSTILE));
            assertThat(e.advice()).isEqualTo(RetryAdvice.ONCE);
            assertThat(e.effect()).isEqualTo(Effect.NONE);
            assertThat(rotating.rejected).isEqualTo(SignatureVectors.TEMPORARY);

            server.respondWith(OK);
            repository.deletePerson(HOSTILE);
        }

        assertThat(server.last().headers().first("X-TC-Token")).isEqualTo("token2");
        assertThat(server.last().headers().first("Authorization")).contains("Credential=AKIDsecond/");
    }

    @Test
    void deletePerson_tokenRejectedAndProviderFailsOnTheReport_throwsTheVendorsError() {
        TencentCredentialsProvider failingOnReport = new TencentCredentialsProvider() {
            @Override
            public TencentCredentials credentials() {
                return SignatureVectors.TEMPORARY;
            }

            @Override
            public boolean rejected(TencentCredentials rejected) {
                throw new IllegalStateException("no");
            }
        };
        server.respondWith(TOKEN_REJECTED);
        try (TestAccount repository = open(TencentConfig.builder().credentials(failingOnReport))) {
            FaceException e = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(HOSTILE));
            assertThat(e.vendorCode()).contains("AuthFailure.TokenFailure");
            assertThat(e.advice()).isEqualTo(RetryAdvice.NEVER);
        }
    }

    @Test
    void deletePerson_providerOfCredentialsFails_sendsNothingAndHidesItsMessage() {
        TencentCredentialsProvider broken = () -> {
            throw new IllegalStateException("the-secret-key is out");
        };
        try (TestAccount repository = open(TencentConfig.builder().credentials(broken))) {
            FaceException e = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(HOSTILE));
            assertThat(e.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
            assertThat(e.origin()).isEqualTo(Origin.LOCAL);
            assertThat(e.effect()).isEqualTo(Effect.NONE);
            assertThat(e.attempts()).isZero();
            assertThat(e).hasMessageContaining("IllegalStateException").hasNoCause();
            assertThat(e.toString()).doesNotContain("the-secret-key");
        }
        assertThat(server.received).isEmpty();
    }

    private static String httpDate(Duration later) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                SignatureVectors.AT.plus(later).atZone(ZoneOffset.UTC));
    }

    /** Returns the second credentials after the first were rejected. */
    private static final class Rotating implements TencentCredentialsProvider {
        private final TencentCredentials second;
        private volatile TencentCredentials current;
        private volatile TencentCredentials rejected;

        Rotating(TencentCredentials first, TencentCredentials second) {
            this.current = first;
            this.second = second;
        }

        @Override
        public TencentCredentials credentials() {
            return current;
        }

        @Override
        public boolean rejected(TencentCredentials credentials) {
            rejected = credentials;
            current = second;
            return true;
        }
    }
}
