package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.testkit.TestAccount;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.Headers;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Compares the sent requests with requests captured from the vendor's SDK. The captured V1 signatures are valid for the test server,
 * because V1 does not sign the host.
 */
class GreenRequestTest {
    private static final String GONE = "{\"code\":200,\"msg\":\"OK\",\"data\":{\"code\":200,\"deleteCount\":0}}";

    private final CannedGreen green = new CannedGreen();

    @AfterEach
    void stop() {
        green.close();
    }

    @Test
    void deletePerson_v1_isSentAsVectorA() {
        green.respondWith(GONE);
        try (TestAccount repository = green.open()) {
            repository.deletePerson(PersonId.of("person1"));
        }

        CannedGreen.ReceivedRequest request = green.received().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/green/sface/person/delete");
        assertThat(request.body()).isEqualTo("{\"personId\":\"person1\"}");
        assertThat(request.header("Accept")).isEqualTo("application/json");
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(request.header("Content-Length")).isEqualTo("22");
        assertThat(request.header("Content-MD5")).isEqualTo("BMp+WQF0VAxEfQJxF2BsJQ==");
        assertThat(request.header("Date")).isEqualTo("Tue, 17 Mar 2026 09:30:00 GMT");
        assertThat(request.header("x-acs-action")).isEqualTo("DeletePerson");
        assertThat(request.header("x-acs-version")).isEqualTo("2018-05-09");
        assertThat(request.header("x-acs-signature-method")).isEqualTo("HMAC-SHA1");
        assertThat(request.header("x-acs-signature-version")).isEqualTo("1.0");
        assertThat(request.header("x-acs-signature-nonce")).isEqualTo(CannedGreen.NONCE);
        assertThat(request.header("Authorization")).isEqualTo("acs testAccessKeyId:cpvbyZD/en3vbUjg8Kv2inR93qc=");
        assertThat(request.headers().names().stream().filter(name -> name.startsWith("x-")))
                .hasSize(5);
    }

    @Test
    void deleteFaces_v1_isSentAsVectorB() {
        green.respondWith(GONE);
        Set<FaceId> faces = new LinkedHashSet<>(List.of(FaceId.of("1244453323565"), FaceId.of("1345345466455")));
        try (TestAccount repository = green.open()) {
            repository.deleteFaces(PersonId.of("person1"), faces);
        }

        CannedGreen.ReceivedRequest request = green.received().get(0);
        assertThat(request.target()).isEqualTo("/green/sface/face/delete");
        assertThat(request.body())
                .isEqualTo("{\"personId\":\"person1\",\"faceIds\":[\"1244453323565\",\"1345345466455\"]}");
        assertThat(request.header("Authorization")).isEqualTo("acs testAccessKeyId:gcLLBNzf/mfQ/m6UEQKaKBHMOQA=");
    }

    @Test
    void deletePerson_clientInfo_isSignedUnencodedAndSentEncodedAsVectorC() {
        green.respondWith(GONE);
        try (TestAccount repository = green.open(AliyunConfig.builder()
                .credentials(AliyunCredentials.of("testAccessKeyId", "testAccessKeySecret"))
                .clientInfo("{\"userId\":\"120234234\",\"userNick\":\"Mike Ü+&=*~\",\"userType\":\"others\"}"))) {
            repository.deletePerson(PersonId.of("person1"));
        }

        CannedGreen.ReceivedRequest request = green.received().get(0);
        assertThat(request.target())
                .startsWith("/green/sface/person/delete?ClientInfo=%7B%22userId%22")
                .contains("Mike%20%C3%9C%2B%26%3D*");
        assertThat(request.header("Authorization")).isEqualTo("acs testAccessKeyId:+7DzYMY+KejmsN9JawIQYtpettM=");
    }

    @Test
    void deletePerson_temporaryCredentials_areSentAsVectorD() {
        green.respondWith(GONE);
        try (TestAccount repository = green.open(AliyunConfig.builder()
                .credentials(
                        AliyunCredentials.of("STS.testAccessKeyId", "testAccessKeySecret", "testSecurityToken==")))) {
            repository.deletePerson(PersonId.of("person1"));
        }

        CannedGreen.ReceivedRequest request = green.received().get(0);
        assertThat(request.header("x-acs-accesskey-id")).isEqualTo("STS.testAccessKeyId");
        assertThat(request.header("x-acs-security-token")).isEqualTo("testSecurityToken==");
        assertThat(request.header("Authorization")).isEqualTo("acs STS.testAccessKeyId:fxF2D4ZCX2a4QDn3uGzspPQG6mw=");
    }

    @Test
    void deletePerson_acs3_sendsItsHeadersAndNoneOfV1() {
        green.respondWith(GONE);
        try (TestAccount repository = green.open(AliyunConfig.builder()
                .credentials(AliyunCredentials.of("testAccessKeyId", "testAccessKeySecret"))
                .signature(AliyunConfig.Signature.ACS3))) {
            repository.deletePerson(PersonId.of("person1"));
        }

        CannedGreen.ReceivedRequest request = green.received().get(0);
        assertThat(request.header("x-acs-date")).isEqualTo("2026-03-17T09:30:00Z");
        assertThat(request.header("x-acs-content-sha256"))
                .isEqualTo("c95cc204546585346d60c31e6a1f76c242b6ae13e66023c0ce4053f2cc246496");
        assertThat(request.header("Authorization"))
                .startsWith(
                        "ACS3-HMAC-SHA256 Credential=testAccessKeyId,SignedHeaders=content-type;host;x-acs-action;");
        assertThat(List.of(
                        request.header("Date"),
                        request.header("Content-MD5"),
                        request.header("x-acs-signature-method")))
                .containsOnly("(absent)");
        AliyunSigner.SignableRequest asSent = new AliyunSigner.SignableRequest(
                "POST",
                request.header("Host"),
                "/green/sface/person/delete",
                Map.of(),
                Headers.of(
                        "Content-Type", "application/json",
                        "x-acs-action", "DeletePerson",
                        "x-acs-version", "2018-05-09"),
                ByteString.encodeUtf8(request.body()));
        assertThat(new AliyunV3Signer()
                        .sign(
                                asSent,
                                AliyunCredentials.of("testAccessKeyId", "testAccessKeySecret"),
                                CannedGreen.AT,
                                CannedGreen.NONCE)
                        .get("Authorization"))
                .as("the host is signed as it is sent, with its port")
                .isEqualTo(request.header("Authorization"));
    }

    @Test
    void findPerson_anyId_sendsGetPerson() {
        green.respondWith("{\"code\":200,\"data\":{\"code\":200,\"personId\":\"p\"}}");
        try (TestAccount repository = green.open()) {
            repository.findPerson(PersonId.of("p"));
        }

        CannedGreen.ReceivedRequest request = green.received().get(0);
        assertThat(request.target()).isEqualTo("/green/sface/person");
        assertThat(request.header("x-acs-action")).isEqualTo("GetPerson");
        assertThat(request.body()).isEqualTo("{\"personId\":\"p\"}");
    }

    @Test
    void deletePerson_unicodeId_isSentUnchanged() {
        green.respondWith(GONE);
        try (TestAccount repository = green.open()) {
            repository.deletePerson(PersonId.of("张三/\"\\ 😀"));
        }

        assertThat(green.received().get(0).body()).isEqualTo("{\"personId\":\"张三/\\\"\\\\ 😀\"}");
    }
}
