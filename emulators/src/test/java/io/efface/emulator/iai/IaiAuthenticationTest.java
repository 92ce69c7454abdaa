package io.efface.emulator.iai;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IaiAuthenticationTest {
    private static final String READ = "{\"PersonId\":\"p1\"}";

    private final IaiFixture iai = new IaiFixture();

    IaiAuthenticationTest() {
        iai.people().put("p1", "f1");
    }

    private String code(EmulatorRequest request) {
        return IaiFixture.code(iai.emulator.respond(request));
    }

    private EmulatorRequest read() {
        return iai.requests.post("GetPersonBaseInfo", READ);
    }

    private static EmulatorRequest with(EmulatorRequest request, EmulatorHeaders headers) {
        return new EmulatorRequest(request.method(), request.path(), request.query(), headers, request.body());
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "300, OK", "-300, OK", "301, AuthFailure.SignatureExpire", "-301, AuthFailure.SignatureExpire"
    })
    void respond_tc3ClockDifference_isAcceptedUpToFiveMinutes(long seconds, String expected) {
        IaiRequests other = new IaiRequests(IaiFixture.NOW.plusSeconds(seconds));

        assertThat(code(other.post("GetPersonBaseInfo", READ))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"300, OK", "-300, OK", "301, AuthFailure.SignatureExpire", "-301, AuthFailure.SignatureExpire"})
    void respond_v1ClockDifference_isAcceptedUpToFiveMinutes(long seconds, String expected) {
        IaiRequests other = new IaiRequests(IaiFixture.NOW.plusSeconds(seconds));

        assertThat(code(other.v1("GET", "GetPersonBaseInfo", Map.of("PersonId", "p1"))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "TC3-HMAC-SHA256",
                "Bearer abc",
                "tc3-hmac-sha256 Credential=A/2026-11-22/iai/tc3_request, SignedHeaders=content-type;host, Signature=0",
                "TC3-HMAC-SHA256 Credential=A/2026-11-22/iai, SignedHeaders=content-type;host, Signature=0",
                "TC3-HMAC-SHA256 Credential=A/2026-11-22/iai/tc4_request, SignedHeaders=content-type;host, Signature=0",
                "TC3-HMAC-SHA256 Credential=A/20261122/iai/tc3_request, SignedHeaders=content-type;host, Signature=0",
                "TC3-HMAC-SHA256 Credential=A/2026-11-22//tc3_request, SignedHeaders=content-type;host, Signature=0",
                "TC3-HMAC-SHA256 Credential=A/2026-11-22/iai/tc3_request, SignedHeaders=host, Signature=0",
                "TC3-HMAC-SHA256 Credential=A/2026-11-22/iai/tc3_request, SignedHeaders=content-type, Signature=0",
                "TC3-HMAC-SHA256 Credential=A/2026-11-22/iai/tc3_request, SignedHeaders=content-type;host;, Signature=0",
                "TC3-HMAC-SHA256 Credential=A/2026-11-22/iai/tc3_request, SignedHeaders=content-type;host, Signature=",
                "TC3-HMAC-SHA256 Credential=A/2026-11-22/iai/tc3_request, SignedHeaders=content-type;host",
                "TC3-HMAC-SHA256 Signature=0, Credential=A/2026-11-22/iai/tc3_request, SignedHeaders=host;content-type,"
            })
    void respond_authorizationMalformed_isRejected(String header) {
        EmulatorRequest request = read();

        assertThat(code(with(request, request.headers().with("Authorization", header))))
                .isEqualTo("AuthFailure.InvalidAuthorization");
    }

    @Test
    void respond_authorizationMissing_isRejected() {
        EmulatorRequest request = read();

        assertThat(code(with(request, request.headers().without("Authorization"))))
                .isEqualTo("AuthFailure.InvalidAuthorization");
    }

    @Test
    void respond_authorizationPartsInAnotherOrderWithoutBlanks_isAccepted() {
        EmulatorRequest request = read();
        String[] parts =
                request.headers().firstOrEmpty("Authorization").substring(16).split(", ", -1);

        assertThat(code(with(
                        request,
                        request.headers()
                                .with(
                                        "Authorization",
                                        "TC3-HMAC-SHA256 " + parts[2] + "," + parts[0] + "," + parts[1]))))
                .isEqualTo("OK");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, OK",
        "127.0.0.1, OK",
        "127.0.0.1:8081, AuthFailure.SignatureFailure",
        "127.0.0, AuthFailure.SignatureFailure",
        "iai.tencentcloudapi.com, AuthFailure.SignatureFailure",
    })
    void respond_signedHost_mayOmitThePort(String host, String expected) {
        EmulatorRequest tc3 = iai.requests.with("Host", host).post("GetPersonBaseInfo", READ);

        assertThat(code(with(tc3, tc3.headers().with("Host", IaiRequests.HOST))))
                .isEqualTo(expected);
        for (String method : List.of("GET", "POST")) {
            for (String algorithm : List.of("HmacSHA1", "HmacSHA256")) {
                Map<String, String> form = Map.of("PersonId", "p1", "SignatureMethod", algorithm);
                assertThat(code(iai.requests.v1(method, "GetPersonBaseInfo", form, host)))
                        .as("%s %s", algorithm, method)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void respond_scopeOfAnotherDay_isRejected() {
        EmulatorRequest request = read();
        String header = request.headers().firstOrEmpty("Authorization").replace("2026-11-22", "2026-11-23");

        assertThat(code(with(request, request.headers().with("Authorization", header))))
                .isEqualTo("AuthFailure.SignatureFailure");
    }

    @Test
    void respond_timestampPastUtcMidnight_needsTheNextDay() {
        IaiRequests tomorrow = new IaiRequests(Instant.parse("2026-11-23T00:00:01Z"));
        EmulatorRequest request = tomorrow.post("GetPersonBaseInfo", READ);

        assertThat(request.headers().firstOrEmpty("Authorization")).contains("/2026-11-23/");
        assertThat(code(request)).isEqualTo("OK");
    }

    @ParameterizedTest
    @CsvSource({"iai, OK", "127, OK", "127.0.0.1, AuthFailure.SignatureFailure", "cvm, AuthFailure.SignatureFailure"})
    void respond_serviceOfScope_isIaiOrTheFirstPartOfTheHost(String service, String expected) {
        assertThat(code(iai.requests.tc3("POST", "GetPersonBaseInfo", "", READ, service, "content-type;host")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"localhost, OK", "localhost:8080, OK"})
    void respond_hostWithoutDotsAsService_isAccepted(String service, String expected) {
        EmulatorRequest request = iai.requests
                .with("Host", "localhost:8080")
                .tc3("POST", "GetPersonBaseInfo", "", READ, service, "content-type;host");

        assertThat(code(request)).isEqualTo(expected);
    }

    @Test
    void respond_actionSigned_isCheckedLowerCasedAndTrimmed() {
        EmulatorRequest request =
                iai.requests.tc3("POST", "GetPersonBaseInfo", "", READ, "iai", "content-type;host;x-tc-action");

        assertThat(code(request)).isEqualTo("OK");
        assertThat(code(with(request, request.headers().with("X-TC-Action", "DeletePerson"))))
                .isEqualTo("AuthFailure.SignatureFailure");
        assertThat(iai.people().size()).isOne();
    }

    @Test
    void respond_headerSignedButNotSent_isRejected() {
        EmulatorRequest request =
                iai.requests.tc3("POST", "GetPersonBaseInfo", "", READ, "iai", "content-type;host;x-more");

        assertThat(code(request)).isEqualTo("AuthFailure.SignatureFailure");
    }

    @Test
    void respond_unsignedPayload_isAcceptedOnlyIfTheHeaderWasPresentAtSigning() {
        EmulatorRequest request = iai.requests.post("GetPersonBaseInfo", READ);

        assertThat(code(with(request, request.headers().with("X-TC-Content-SHA256", "UNSIGNED-PAYLOAD"))))
                .isEqualTo("AuthFailure.SignatureFailure");
        assertThat(code(with(request, request.headers().with("X-TC-Content-SHA256", "anything"))))
                .isEqualTo("OK");
    }

    @Test
    void respond_postWithAQuery_signsAnEmptyQuery() {
        EmulatorRequest request = read();
        EmulatorRequest withQuery = new EmulatorRequest(
                "POST", "/", "Action=GetPersonBaseInfo", request.headers(), READ.getBytes(StandardCharsets.UTF_8));

        assertThat(code(withQuery)).isEqualTo("OK");
    }

    @Test
    void respond_permanentKeyWithAToken_isRejected() {
        assertThat(code(iai.requests.with("X-TC-Token", "t").post("GetPersonBaseInfo", READ)))
                .isEqualTo("AuthFailure.TokenFailure");
        assertThat(code(iai.requests.with("X-TC-Token", "").post("GetPersonBaseInfo", READ)))
                .isEqualTo("OK");
    }

    @ParameterizedTest
    @CsvSource({
        "abc, InvalidParameter",
        "-1, InvalidParameter",
        "99999999999999, InvalidParameter",
        "'', MissingParameter"
    })
    void respond_timestampUnreadable_isRejected(String timestamp, String expected) {
        EmulatorRequest request = read();

        assertThat(code(with(request, request.headers().with("X-TC-Timestamp", timestamp))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Action", "Version", "Nonce", "SecretId", "Timestamp", "Signature"})
    void respond_v1ParameterMissing_isRejected(String name) {
        EmulatorRequest request = iai.requests.v1("GET", "GetPersonBaseInfo", Map.of("PersonId", "p1"));
        Map<String, String> form = new HashMap<>(IaiForm.parse(String.valueOf(request.query())));
        form.remove(name);
        String signature = form.containsKey("Signature") ? form.remove("Signature") : "";

        EmulatorResponse response = iai.emulator.respond(IaiRequests.form("GET", IaiRequests.HOST, form, signature));

        assertThat(IaiFixture.code(response)).isEqualTo("MissingParameter");
        assertThat(IaiFixture.message(response)).contains("`" + name + "`");
    }

    @Test
    void respond_v1NonceNotANumber_isRejected() {
        assertThat(code(iai.requests.v1("GET", "GetPersonBaseInfo", Map.of("PersonId", "p1", "Nonce", "-5"))))
                .isEqualTo("InvalidParameter");
    }

    @Test
    void respond_v1SignatureMethodUnknown_meansHmacSha1() {
        assertThat(code(iai.requests.v1(
                        "GET", "GetPersonBaseInfo", Map.of("PersonId", "p1", "SignatureMethod", "HmacMD5"))))
                .isEqualTo("OK");
        assertThat(code(iai.requests.v1("POST", "GetPersonBaseInfo", Map.of("PersonId", "p1"))))
                .isEqualTo("OK");
    }

    @Test
    void respond_v1UnderscoreInKeySignedAsDot_passesTheSignature() {
        Map<String, String> form = new HashMap<>(Map.of(
                "Action", "GetPersonBaseInfo",
                "Version", "2020-03-03",
                "Nonce", "1",
                "SecretId", IaiRequests.ID,
                "Timestamp", Long.toString(IaiFixture.NOW.getEpochSecond()),
                "PersonId", "p1",
                "a_b", "c"));
        String dotted = IaiV1Signing.sign(
                null,
                IaiRequests.KEY,
                IaiV1Signing.stringToSign("GET", IaiRequests.HOST, form, name -> name.replace('_', '.')));

        assertThat(code(IaiRequests.form("GET", IaiRequests.HOST, form, dotted)))
                .isEqualTo("UnknownParameter");
    }

    @Test
    void respond_v1Replayed_isAcceptedUnlessTheVariantRejects() {
        EmulatorRequest request = iai.requests.v1("GET", "GetPersonBaseInfo", Map.of("PersonId", "p1"));
        IaiFixture strict =
                new IaiFixture(IaiVariants.builder().replaysRejected(true).build());
        strict.people().put("p1", "f1");

        assertThat(code(request)).isEqualTo("OK");
        assertThat(code(request)).isEqualTo("OK");
        assertThat(IaiFixture.code(strict.emulator.respond(request))).isEqualTo("OK");
        assertThat(IaiFixture.code(strict.emulator.respond(request))).isEqualTo("AuthFailure.SignatureFailure");
    }

    @Test
    void respond_temporaryKeyExpired_isRejected() {
        IaiFixture expired =
                new IaiFixture(IaiFixture.builder().temporaryKey(IaiRequests.ID, IaiRequests.KEY, "t", IaiFixture.NOW));
        IaiFixture valid = new IaiFixture(
                IaiFixture.builder().temporaryKey(IaiRequests.ID, IaiRequests.KEY, "t", IaiFixture.NOW.plusNanos(1)));
        valid.people().put("p1", "f1");
        EmulatorRequest request = iai.requests.with("X-TC-Token", "t").post("GetPersonBaseInfo", READ);

        assertThat(IaiFixture.code(expired.emulator.respond(request))).isEqualTo("AuthFailure.TokenFailure");
        assertThat(IaiFixture.code(valid.emulator.respond(request))).isEqualTo("OK");
    }

    @Test
    void toString_objectsWithSecrets_containNoSecretOrId() {
        IaiKey key = new IaiKey("AKIDid", "the-secret", "the-token");
        Tc3Authorization authorization = Tc3Authorization.parse("TC3-HMAC-SHA256 Credential=AKIDid/2026-11-22/iai/"
                + "tc3_request, SignedHeaders=content-type;host, Signature=0123abcd");

        assertThat(key.toString() + authorization + IaiCall.of(read()))
                .doesNotContain("AKIDid", "AKIDtest", "the-secret", "the-token", "0123abcd", "p1");
    }
}
