package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.green.GreenEmulator;
import io.efface.http.Endpoint;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.testkit.TestAccount;
import io.efface.testkit.emulator.SignedCallsContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the provider against the emulated Green. */
class AliyunEmulatorTest extends SignedCallsContract {
    private static final AliyunCredentials KEY = AliyunCredentials.of("testAccessKeyId", "testAccessKeySecret");
    private static final AliyunCredentials TEMPORARY = AliyunCredentials.of("STS.id", "sts-secret", "sts-token==");

    AliyunEmulatorTest() {
        super("alice", CannedGreen.AT);
    }

    @Override
    protected VendorEmulator newEmulator() {
        return GreenEmulator.builder()
                .key(KEY.id(), KEY.secret().reveal())
                .temporaryKey("STS.id", "sts-secret", "sts-token==", Instant.MAX)
                .temporaryKey("STS.old", "old-secret", "old-token==", CannedGreen.AT.minusSeconds(1))
                .clock(vendorClock)
                .random(new Random(7))
                .build();
    }

    @Override
    protected ProviderConfig config(String url) {
        return AliyunConfig.builder()
                .credentials(KEY)
                .endpoint(Endpoint.parse(url))
                .build();
    }

    private ProviderConfig config(AliyunCredentials key, AliyunConfig.Signature signature) {
        return AliyunConfig.builder()
                .credentials(key)
                .endpoint(Endpoint.parse(url()))
                .signature(signature)
                .build();
    }

    @Test
    void deletePerson_acceptHeaderRemovedByAMiddlebox_readsTheGatewaysXml() {
        OkHttpClient middlebox = new OkHttpClient.Builder()
                .addNetworkInterceptor(chain -> chain.proceed(
                        chain.request().newBuilder().removeHeader("Accept").build()))
                .build();
        OpenContext context = OpenContext.of("acc", clock, new Random(1), Map.of(OkHttpClient.class, middlebox));
        try (TestAccount account = TestAccount.open(config(url()), context)) {
            FaceException failure = assertFails(account);

            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
            assertThat(failure.effect()).isEqualTo(Effect.NONE);
            assertThat(failure.advice()).isEqualTo(RetryAdvice.NEVER);
            assertThat(failure.vendorCode()).hasValue("SignatureDoesNotMatch");
            assertThat(failure.requestId()).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({"V1, HMAC-SHA1", "ACS3, ACS3-HMAC-SHA256"})
    void everyOperation_eachSignature_isAccepted(AliyunConfig.Signature signature, String method) {
        assertEveryOperationWorks(config(KEY, signature), method);
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
        ProviderConfig config = AliyunConfig.builder()
                .credentials(TEMPORARY)
                .endpoint(Endpoint.parse(url()))
                .signature(signature)
                .clientInfo(clientInfo)
                .build();
        try (TestAccount account = open(config)) {
            assertThat(account.deletePerson(person()).outcome()).isEqualTo(PersonOutcome.DELETED);
        }
    }

    @ParameterizedTest
    @EnumSource(AliyunConfig.Signature.class)
    void deletePerson_wrongSecret_isUnauthenticatedAndShowsNoSignature(AliyunConfig.Signature signature) {
        try (TestAccount account = open(config(AliyunCredentials.of(KEY.id(), "wrong-secret"), signature))) {
            FaceException failure = assertFails(account);

            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
            assertThat(failure.vendorCode()).contains("SignatureDoesNotMatch");
            assertThat(failure.effect()).isEqualTo(Effect.NONE);
            assertThat(failure.toString()).doesNotContain("server string", "wrong-secret", "alice");
        }
        assertThat(emulator().library().person("alice")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"V1, PT20M", "V1, PT-20M", "V1, PT23H", "ACS3, PT-23H", "ACS3, PT16M"})
    void deletePerson_wrongClock_succeedsAtTheSecondAttempt(AliyunConfig.Signature signature, Duration offset) {
        assertClockIsCorrected(config(KEY, signature), offset, "InvalidTimeStamp.Expired");
    }

    @Test
    void deletePerson_clockWrongByDays_isNotCorrected() {
        vendorClock.move(Duration.ofDays(3));
        try (TestAccount account = open(config(url()))) {
            for (int i = 0; i < 2; i++) {
                assertThat(assertFails(account).advice()).isEqualTo(RetryAdvice.NEVER);
            }
        }
    }

    @Test
    void deletePerson_expiredToken_isRenewedByTheNextAttempt() {
        List<AliyunCredentials> next =
                new ArrayList<>(List.of(AliyunCredentials.of("STS.old", "old-secret", "old-token=="), TEMPORARY));
        ProviderConfig config = AliyunConfig.builder()
                .credentials(() -> next.remove(0))
                .endpoint(Endpoint.parse(url()))
                .build();
        try (TestAccount account = open(config)) {
            FaceException failure = assertFails(account);
            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
            assertThat(failure.advice()).isEqualTo(RetryAdvice.ONCE);

            assertThat(account.deletePerson(person()).outcome()).isEqualTo(PersonOutcome.DELETED);
        }
    }

    @Test
    void open_settingsAsText_opensAWorkingAccount() {
        assertOpensFromText(AliyunTargets.VENDOR.account(
                url(),
                KEY.id(),
                KEY.secret().reveal(),
                "signature",
                "acs3",
                "client-info",
                "{\"userType\":\"others\"}"));
    }
}
