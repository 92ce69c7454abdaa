package io.efface.emulator.green;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.emulator.AdjustableClock;
import io.efface.emulator.Digests;
import io.efface.emulator.JsonText;
import io.efface.emulator.ReceivedCall;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreenGatewayTest {

    private static final Instant NOW = Instant.parse("2026-03-17T09:30:00Z");
    private static final String BODY = "{\"personId\":\"p1\"}";
    private static final String PATH = "/green/sface/person/delete";

    private final AdjustableClock clock = new AdjustableClock(NOW);
    private final GreenEmulator green = GreenEmulator.builder()
            .key(GreenRequests.ID, GreenRequests.SECRET)
            .key("second-id", "second-secret")
            .inactiveKey("asleep", "s")
            .temporaryKey("STS.one", "s1", "token-one")
            .temporaryKey("STS.two", "s2", "token-two", NOW.plusSeconds(60))
            .clock(clock)
            .build();

    @BeforeEach
    void seed() {
        green.library().put("p1", "f1");
    }

    private static EmulatorHeaders headers() {
        return GreenRequests.unsigned(NOW, BODY);
    }

    private EmulatorResponse send(EmulatorHeaders headers) {
        return send(headers, GreenRequests.ID, GreenRequests.SECRET);
    }

    private EmulatorResponse send(EmulatorHeaders headers, String id, String secret) {
        return green.respond(GreenRequests.signed("POST", PATH, headers, BODY, id, secret));
    }

    private void assertRejected(EmulatorResponse response, int status, String code) {
        assertThat(response.bodyText()).contains("\"Code\":\"" + code + "\"");
        assertThat(response.status()).isEqualTo(status);
        assertThat(green.library().size()).isEqualTo(1);
        assertThat(green.calls().latest()).last().satisfies(call -> {
            assertThat(call.code()).isEqualTo(code);
            assertThat(call.httpStatus()).isEqualTo(status);
        });
    }

    @Test
    void respond_rejection_hasTheDocumentedShape() throws Exception {
        EmulatorResponse response = send(headers(), GreenRequests.ID, "wrong");

        assertThat(JsonText.readObject(response.body()))
                .containsOnlyKeys("RequestId", "HostId", "Code", "Message", "Recommend")
                .containsEntry("HostId", "green.cn-shanghai.aliyuncs.com");
        assertThat(response.bodyText()).contains("server string to sign is:POST\\napplication/json\\n");
        assertThat(response.headers().first("Content-Type")).isEqualTo("application/json;charset=utf-8");
    }

    @Test
    void respond_variantWithLowerCaseGatewayKeys_usesThem() throws Exception {
        green.variants(green.variants().withGatewayKeys(GreenVariants.Keys.LOWER_CAMEL));

        assertThat(JsonText.readObject(send(headers(), "missing", "s").body()))
                .containsEntry("code", "InvalidAccessKeyId.NotFound")
                .containsKeys("message", "requestId");
    }

    @Test
    void respond_withoutAccept_isXml() {
        EmulatorResponse rejected = send(headers().without("Accept"), GreenRequests.ID, "wrong&<");
        EmulatorResponse done = send(headers().without("Accept"));

        assertThat(rejected.headers().first("Content-Type")).isEqualTo("text/xml;charset=utf-8");
        assertThat(rejected.bodyText()).contains("<Error>", "<Code>SignatureDoesNotMatch</Code>", "</Error>");
        assertThat(done.bodyText()).contains("<DeletePersonResponse><code>200</code>", "<deleteCount>1</deleteCount>");
    }

    @ParameterizedTest
    @CsvSource({"acs", "acs nocolon", "acs :sig", "acs id:", "Bearer x", "ACS3-HMAC-SHA256 Credential=a"})
    void respond_malformedAuthorization_isIncomplete(String authorization) {
        EmulatorRequest request = new EmulatorRequest(
                "POST",
                PATH,
                null,
                headers().plus("Authorization", authorization),
                BODY.getBytes(StandardCharsets.UTF_8));

        assertRejected(green.respond(request), 400, "IncompleteSignature");
    }

    @Test
    void respond_noAuthorization_isIncomplete() {
        EmulatorRequest request =
                new EmulatorRequest("POST", PATH, null, headers(), BODY.getBytes(StandardCharsets.UTF_8));

        assertRejected(green.respond(request), 400, "IncompleteSignature");
    }

    @ParameterizedTest
    @CsvSource({
        "x-acs-signature-nonce, MissingSignatureNonce",
        "x-acs-signature-method, MissingSignatureMethod",
        "x-acs-signature-version, MissingSignatureVersion",
        "x-acs-version, MissingVersion",
        "Date, IllegalTimestamp"
    })
    void respond_requiredHeaderMissing_isReportedByItsCode(String header, String code) {
        assertRejected(send(headers().without(header)), 400, code);
    }

    @ParameterizedTest
    @CsvSource({
        "x-acs-signature-method, HMAC-SM3, 400, InvalidSignatureMethod",
        "x-acs-version, 2017-08-25, 400, InvalidAction.NotFound",
        "x-acs-action, DeleteFaces, 400, InvalidAction.NotFound",
        "Date, yesterday, 400, InvalidTimeStamp.Format",
        "Content-MD5, mZFLkyvTelC5g8XnyQrpOw==, 400, ContentMD5NotMatched",
        "x-acs-security-token, token-one, 400, InvalidSecurityToken.MismatchWithAccessKey"
    })
    void respond_wrongSignedHeader_isReportedByItsCode(String header, String value, int status, String code) {
        assertRejected(send(headers().with(header, value)), status, code);
    }

    @Test
    void respond_wrongPathOrMethod_isNotFound() {
        assertRejected(
                green.respond(GreenRequests.signed(
                        "POST", "/green/sface/nothing", headers(), BODY, GreenRequests.ID, GreenRequests.SECRET)),
                404,
                "InvalidApi.NotFound");
        assertRejected(
                green.respond(
                        GreenRequests.signed("GET", PATH, headers(), BODY, GreenRequests.ID, GreenRequests.SECRET)),
                400,
                "UnsupportedHTTPMethod");
        assertThat(green.calls().count("unknown")).isEqualTo(1);
    }

    @Test
    void respond_unknownInactiveAndOtherKeys_haveDifferentCodes() {
        assertRejected(send(headers(), "missing", "s"), 404, "InvalidAccessKeyId.NotFound");
        assertRejected(send(headers(), "asleep", "s"), 400, "InvalidAccessKeyId.Inactive");
        assertRejected(send(headers(), "second-id", GreenRequests.SECRET), 400, "SignatureDoesNotMatch");
        assertThat(send(headers(), "second-id", "second-secret").status()).isEqualTo(200);
        assertThat(green.library().size()).isZero();
    }

    @Test
    void respond_missingWrongAndExpiredTokens_haveDifferentCodes() {
        assertRejected(send(headers(), "STS.one", "s1"), 400, "MissingSecurityToken");
        assertRejected(
                send(headers().plus("x-acs-security-token", "garbage"), "STS.one", "s1"),
                400,
                "InvalidSecurityToken.Malformed");
        assertRejected(
                send(headers().plus("x-acs-security-token", "token-two"), "STS.one", "s1"),
                400,
                "InvalidSecurityToken.MismatchWithAccessKey");
        assertRejected(
                send(
                        headers().plus("x-acs-security-token", "token-one").plus("x-acs-accesskey-id", "STS.two"),
                        "STS.one",
                        "s1"),
                400,
                "InvalidSecurityToken.MismatchWithAccessKey");
        clock.advance(Duration.ofSeconds(60));
        assertRejected(
                send(headers().plus("x-acs-security-token", "token-two"), "STS.two", "s2"),
                400,
                "InvalidSecurityToken.Expired");
        assertThat(send(headers().plus("x-acs-security-token", "token-one"), "STS.one", "s1")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"-900, true", "900, true", "-901, false", "901, false"})
    void respond_clockDifference_isAcceptedUpToTheLimit(long seconds, boolean accepted) {
        EmulatorResponse response = send(GreenRequests.unsigned(NOW.plusSeconds(seconds), BODY));

        if (accepted) {
            assertThat(response.status()).isEqualTo(200);
        } else {
            assertRejected(response, 400, "InvalidTimeStamp.Expired");
        }
    }

    @Test
    void respond_nonceAgain_isRejectedWithinTheWindowAndPerKey() {
        EmulatorHeaders first = headers();
        String nonce = first.firstOrEmpty("x-acs-signature-nonce");
        assertThat(send(first).status()).isEqualTo(200);
        green.library().put("p1", "f1");

        assertRejected(send(first), 400, "SignatureNonceUsed");
        assertThat(send(first, "second-id", "second-secret").status()).isEqualTo(200);

        green.library().put("p1", "f1");
        clock.advance(Duration.ofMinutes(15).plusSeconds(1));
        assertThat(send(GreenRequests.unsigned(clock.instant(), BODY).with("x-acs-signature-nonce", nonce))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void respond_v1WithAnotherHost_isAccepted() {
        assertThat(send(headers().with("Host", "127.0.0.1:8080")).status()).isEqualTo(200);
    }

    @Test
    void respond_queryInAnyEncoding_isDecodedForTheSignature() {
        for (String query : new String[] {"ClientInfo=a%20*~%2B&B=", "B&ClientInfo=a+%2A%7E%2b"}) {
            EmulatorHeaders headers = headers();
            String text = RoaV1Signature.stringToSign(
                            new EmulatorRequest("POST", PATH, null, headers, BODY.getBytes(StandardCharsets.UTF_8)))
                    + "?B&ClientInfo=a *~+";
            String signature =
                    RoaV1Signature.sign(new GreenKey(GreenRequests.ID, GreenRequests.SECRET, null, null, true), text);

            assertThat(green.respond(new EmulatorRequest(
                                    "POST",
                                    PATH,
                                    query,
                                    headers.plus("Authorization", "acs " + GreenRequests.ID + ":" + signature),
                                    BODY.getBytes(StandardCharsets.UTF_8)))
                            .status())
                    .as(query)
                    .isEqualTo(200);
        }
    }

    @Test
    void quota_enforced_throttlesPerOperationInTheSlidingSecond() {
        GreenEmulator limited = GreenEmulator.builder()
                .key(GreenRequests.ID, GreenRequests.SECRET)
                .clock(clock)
                .enforceQuota(true)
                .build();
        for (int i = 0; i < 20; i++) {
            assertThat(limited.respond(GreenRequests.deletePerson(clock.instant(), "p"))
                            .status())
                    .isEqualTo(200);
        }

        EmulatorResponse rejected = limited.respond(GreenRequests.deletePerson(clock.instant(), "p"));
        EmulatorResponse other =
                limited.respond(GreenRequests.request(clock.instant(), GreenOperation.GET_PERSON, BODY));
        clock.advance(Duration.ofSeconds(1));
        EmulatorResponse later = limited.respond(GreenRequests.deletePerson(clock.instant(), "p"));

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.bodyText()).contains("\"Code\":\"Throttling.User\"");
        assertThat(other.status()).isEqualTo(200);
        assertThat(later.status()).isEqualTo(200);
    }

    @Test
    void build_withoutKey_isRejected() {
        assertThatThrownBy(() -> GreenEmulator.builder().build()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void calls_secretsAndTokens_areNotStored() {
        send(headers().plus("x-acs-security-token", "token-one"), "STS.one", "s1");

        ReceivedCall call = green.calls().latest().get(0);
        assertThat(call.personId()).isEqualTo("p1");
        assertThat(call.operation()).isEqualTo("DeletePerson");
        assertThat(call.signatureMethod()).isEqualTo("HMAC-SHA1");
        assertThat(call.toString()).doesNotContain("p1", "token", "STS");
        assertThat(new GreenKey("i", "s3cr3t", "t0k3n", null, true).toString()).doesNotContain("s3cr3t", "t0k3n");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, 200",
        "127.0.0.1, 200",
        "127.0.0.1:8081, 400",
        "green.cn-shanghai.aliyuncs.com, 400",
    })
    void respond_acs3SignedHost_mayOmitThePort(String host, int status) {
        String names = "content-type;host;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";
        EmulatorHeaders headers = EmulatorHeaders.of(
                "Host",
                host,
                "Accept",
                "application/json",
                "Content-Type",
                "application/json",
                "x-acs-version",
                "2018-05-09",
                "x-acs-date",
                NOW.toString(),
                "x-acs-signature-nonce",
                host,
                "x-acs-content-sha256",
                Digests.sha256Hex(BODY));
        EmulatorRequest unsigned =
                new EmulatorRequest("POST", PATH, null, headers, BODY.getBytes(StandardCharsets.UTF_8));
        String signature = Acs3Signature.sign(
                new GreenKey(GreenRequests.ID, GreenRequests.SECRET, null, null, true),
                Acs3Signature.stringToSign(
                        new Acs3Signature(GreenRequests.ID, names, "").canonicalRequest(unsigned, host)));
        EmulatorHeaders sent = headers.with("Host", "127.0.0.1:8080")
                .plus(
                        "Authorization",
                        Acs3Signature.METHOD + " Credential=" + GreenRequests.ID + ",SignedHeaders=" + names
                                + ",Signature=" + signature);

        EmulatorResponse response =
                green.respond(new EmulatorRequest("POST", PATH, null, sent, BODY.getBytes(StandardCharsets.UTF_8)));

        assertThat(response.status()).isEqualTo(status);
    }
}
