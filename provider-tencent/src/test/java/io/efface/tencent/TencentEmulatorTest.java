package io.efface.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.emulator.iai.IaiVariants;
import io.efface.http.Endpoint;
import io.efface.spi.ProviderConfig;
import io.efface.testkit.TestAccount;
import io.efface.testkit.emulator.SignedCallsContract;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the provider against the emulated IAI. */
class TencentEmulatorTest extends SignedCallsContract {
    TencentEmulatorTest() {
        super(SignatureVectors.PERSON, SignatureVectors.AT);
    }

    @Override
    protected VendorEmulator newEmulator() {
        return emulator(
                IaiVariants.builder().replaysRejected(true).regionRequired(true).build());
    }

    private VendorEmulator emulator(IaiVariants variants) {
        return IaiEmulator.builder()
                .variants(variants)
                .key(SignatureVectors.ID, SignatureVectors.KEY)
                .temporaryKey("AKIDtemporary", "temporary-key", "temporary-token==", Instant.MAX)
                .clock(vendorClock)
                .random(new Random(7))
                .build();
    }

    /** Uses a signature with a nonce, because the emulator rejects replays. */
    @Override
    protected ProviderConfig config(String url) {
        return config().signature(TencentConfig.Signature.HMAC_SHA256).build();
    }

    private TencentConfig.Builder config() {
        return TencentConfig.builder().credentials(SignatureVectors.CREDENTIALS).endpoint(Endpoint.parse(url()));
    }

    static Stream<Arguments> allForms() {
        List<Arguments> forms = new ArrayList<>();
        for (TencentConfig.Signature signature : TencentConfig.Signature.values()) {
            for (TencentConfig.HttpMethod method : TencentConfig.HttpMethod.values()) {
                for (TencentConfig.ApiVersion version : TencentConfig.ApiVersion.values()) {
                    forms.add(Arguments.of(signature, method, version));
                }
            }
        }
        return forms.stream();
    }

    @ParameterizedTest
    @MethodSource("allForms")
    void everyOperation_everySignatureMethodAndVersion_isAccepted(
            TencentConfig.Signature signature, TencentConfig.HttpMethod method, TencentConfig.ApiVersion version) {
        String expected = switch (signature) {
            case TC3 -> "TC3-HMAC-SHA256";
            case HMAC_SHA256 -> "HmacSHA256";
            case HMAC_SHA1 -> "HmacSHA1";
        };
        assertEveryOperationWorks(
                config().signature(signature)
                        .httpMethod(method)
                        .apiVersion(version)
                        .build(),
                expected);
    }

    @ParameterizedTest
    @EnumSource(TencentConfig.Signature.class)
    void deletePerson_temporaryKeyAndLanguage_areAccepted(TencentConfig.Signature signature) {
        TencentConfig.Builder config = config().credentials(
                        TencentCredentials.of("AKIDtemporary", "temporary-key", "temporary-token=="))
                .language(TencentConfig.Language.ZH_CN);
        try (TestAccount account = open(config.signature(signature).build())) {
            assertThat(account.deletePerson(person()).outcome()).isEqualTo(PersonOutcome.DELETED);
        }
    }

    @ParameterizedTest
    @MethodSource("allForms")
    void everyOperation_idsWithAnyCharacters_arriveUnchanged(
            TencentConfig.Signature signature, TencentConfig.HttpMethod method, TencentConfig.ApiVersion version)
            throws IOException {
        restart(emulator(IaiVariants.builder().idRule(IaiVariants.IdRule.OFF).build()));
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
        ProviderConfig config = config().signature(signature)
                .httpMethod(method)
                .apiVersion(version)
                .build();
        try (TestAccount account = open(config)) {
            for (String id : ids) {
                emulator().library().put(id, "f " + id, "g");
                PersonId person = PersonId.of(id);
                assertThat(account.deleteFaces(person, faces(FaceId.of("f " + id)))
                                .facesWith(FaceOutcome.DELETED))
                        .as(id)
                        .hasSize(1);
                assertThat(account.deletePerson(person).outcome()).as(id).isEqualTo(PersonOutcome.DELETED);
                assertThat(emulator().library().person(id)).as(id).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"TC3,DeleteFace", "HMAC_SHA256,DeleteFace"})
    void deleteFaces_allOfThem_isRejectedAndChangesNothing(TencentConfig.Signature signature, String action) {
        try (TestAccount account = open(config().signature(signature).build())) {
            FaceException e =
                    catchThrowableOfType(FaceException.class, () -> account.deleteFaces(person(), faces(F1, F2, F3)));

            assertThat(e.kind()).isEqualTo(ErrorKind.FAILED_PRECONDITION);
            assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(e.facesSoFar().orElseThrow().facesWith(FaceOutcome.UNKNOWN))
                    .containsExactly(F1, F2, F3);
        }
        assertThat(emulator().calls().count(action)).isEqualTo(1);
    }

    @Test
    void deletePerson_wrongKey_isUnauthenticated() {
        TencentCredentials wrong = TencentCredentials.of(SignatureVectors.ID, "not-the-key");
        assertWrongSecretIsRejected(config().credentials(wrong).build(), "not-the-key", "AuthFailure.SignatureFailure");
    }

    @ParameterizedTest
    @CsvSource({"TC3,PT20M", "TC3,PT-20M", "HMAC_SHA256,PT20M", "HMAC_SHA1,PT-23H"})
    void deletePerson_wrongClock_succeedsAtTheSecondAttempt(TencentConfig.Signature signature, Duration offset) {
        assertClockIsCorrected(config().signature(signature).build(), offset, "AuthFailure.SignatureExpire");
    }

    @Test
    void deletePerson_afterMidnightInUtc_signsWithTheNewDay() {
        assertSignsOnTheNextDay(config().build(), Duration.ofHours(2));
    }

    @Test
    void open_settingsAsText_opensAWorkingAccount() {
        assertOpensFromText(TencentTargets.VENDOR.account(
                url(),
                SignatureVectors.ID,
                SignatureVectors.KEY,
                "region",
                "ap-shanghai",
                "signature",
                "hmac-sha1",
                "http-method",
                "GET"));
    }
}
