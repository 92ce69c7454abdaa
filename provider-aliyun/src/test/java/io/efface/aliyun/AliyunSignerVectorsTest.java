package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.http.signing.UriEncoding;
import io.efface.spi.Secret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import okhttp3.Headers;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests signatures against requests captured from the vendor's SDKs (aliyun-java-sdk-core 4.7.10, tea-openapi 0.3.15) with a fixed date and
 * nonce.
 */
class AliyunSignerVectorsTest {
    private static final Instant AT = Instant.parse("2026-03-17T09:30:00Z");
    private static final String NONCE = "8f1c2d3e4a5b6c7d8e9f001122334455";
    private static final AliyunCredentials KEY = AliyunCredentials.of("testAccessKeyId", "testAccessKeySecret");
    private static final AliyunCredentials STS =
            AliyunCredentials.of("STS.testAccessKeyId", "testAccessKeySecret", "testSecurityToken==");
    private static final String PERSON = "/green/sface/person/delete";
    private static final String PERSON_BODY = "{\"personId\":\"person1\"}";
    private static final String FACES_BODY =
            "{\"personId\":\"person1\",\"faceIds\":[\"1244453323565\",\"1345345466455\"]}";
    private static final String CLIENT_INFO =
            "{\"userId\":\"120234234\",\"userNick\":\"Mike Ü+&=*~\",\"userType\":\"others\"}";
    private static final String TEA_JSON = "application/json; charset=utf-8";

    private final AliyunSigner v1 = new AliyunV1Signer();
    private final AliyunSigner acs3 = new AliyunV3Signer();

    private static Map<String, String> headers(String action) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        headers.put("x-acs-version", "2018-05-09");
        headers.put("x-acs-action", action);
        return headers;
    }

    private static AliyunSigner.SignableRequest request(
            String path, Map<String, String> query, Map<String, String> headers, String body) {
        return new AliyunSigner.SignableRequest(
                "POST",
                "green.cn-shanghai.aliyuncs.com",
                path,
                query,
                Headers.of(headers),
                ByteString.encodeUtf8(body));
    }

    private static AliyunSigner.SignableRequest deletePerson() {
        return request(PERSON, Map.of(), headers("DeletePerson"), PERSON_BODY);
    }

    private static SortedMap<String, String> sorted(Map<String, String> headers) {
        SortedMap<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        return sorted;
    }

    @Test
    void v1_deletePerson_hasTheHeadersOfVectorA() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("Content-MD5", "BMp+WQF0VAxEfQJxF2BsJQ==");
        expected.put("Date", "Tue, 17 Mar 2026 09:30:00 GMT");
        expected.put("x-acs-signature-method", "HMAC-SHA1");
        expected.put("x-acs-signature-version", "1.0");
        expected.put("x-acs-signature-nonce", NONCE);
        expected.put("Authorization", "acs testAccessKeyId:cpvbyZD/en3vbUjg8Kv2inR93qc=");

        assertThat(v1.sign(deletePerson(), KEY, AT, NONCE)).isEqualTo(expected);
    }

    @Test
    void v1_stringToSign_isTheTextOfVectorA() {
        Map<String, String> all = headers("DeletePerson");
        all.putAll(v1.sign(deletePerson(), KEY, AT, NONCE));

        assertThat(AliyunV1Signer.stringToSign("POST", sorted(all), PERSON, Map.of()))
                .isEqualTo("""
                        POST
                        application/json
                        BMp+WQF0VAxEfQJxF2BsJQ==
                        application/json
                        Tue, 17 Mar 2026 09:30:00 GMT
                        x-acs-action:DeletePerson
                        x-acs-signature-method:HMAC-SHA1
                        x-acs-signature-nonce:8f1c2d3e4a5b6c7d8e9f001122334455
                        x-acs-signature-version:1.0
                        x-acs-version:2018-05-09
                        /green/sface/person/delete""");
    }

    @Test
    void v1_deleteFaces_isVectorB() {
        Map<String, String> signed = v1.sign(
                request("/green/sface/face/delete", Map.of(), headers("DeleteFaces"), FACES_BODY), KEY, AT, NONCE);

        assertThat(signed)
                .containsEntry("Content-MD5", "s/ebjcyL29gP5cbm/GVFkg==")
                .containsEntry("Authorization", "acs testAccessKeyId:gcLLBNzf/mfQ/m6UEQKaKBHMOQA=");
    }

    @Test
    void v1_clientInfo_isSignedUnencodedAsInVectorC() {
        Map<String, String> signed = v1.sign(
                request(PERSON, Map.of("ClientInfo", CLIENT_INFO), headers("DeletePerson"), PERSON_BODY),
                KEY,
                AT,
                NONCE);

        assertThat(signed).containsEntry("Authorization", "acs testAccessKeyId:+7DzYMY+KejmsN9JawIQYtpettM=");
    }

    @Test
    void v1_temporaryCredentials_areVectorD() {
        assertThat(v1.sign(deletePerson(), STS, AT, NONCE))
                .containsEntry("x-acs-accesskey-id", "STS.testAccessKeyId")
                .containsEntry("x-acs-security-token", "testSecurityToken==")
                .containsEntry("Authorization", "acs STS.testAccessKeyId:fxF2D4ZCX2a4QDn3uGzspPQG6mw=");
    }

    @Test
    void v1_getGroups_isVectorE() {
        assertThat(v1.sign(request("/green/sface/groups", Map.of(), headers("GetGroups"), "{}"), KEY, AT, NONCE))
                .containsEntry("Content-MD5", "mZFLkyvTelC5g8XnyQrpOw==")
                .containsEntry("Authorization", "acs testAccessKeyId:RcsKth2wZC/D7sSWag7t6CiZYBc=");
    }

    @Test
    void v1_withoutAction_isVectorF() {
        Map<String, String> headers = headers("DeletePerson");
        headers.remove("x-acs-action");

        assertThat(v1.sign(request(PERSON, Map.of(), headers, PERSON_BODY), KEY, AT, NONCE))
                .containsEntry("Authorization", "acs testAccessKeyId:+YT5lNB/JOSQkPA2+/al6Ge1qwc=");
    }

    @Test
    void v1_headersOfTea_isVectorG() {
        Map<String, String> all = headers("DeletePerson");
        all.putAll(v1.sign(deletePerson(), KEY, AT, NONCE));
        all.remove("Content-MD5");
        all.put("Content-Type", TEA_JSON);
        all.put("x-acs-credentials-provider", "static_ak");

        String text = AliyunV1Signer.stringToSign("POST", sorted(all), PERSON, Map.of());

        assertThat(AliyunV1Signer.signature(text, new Secret("testAccessKeySecret")))
                .isEqualTo("vsPguUP7KR5KAZeooBv6jBbK0Y0=");
    }

    @Test
    void acs3_minimal_hasTheHeadersOfVectorV3Min() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("x-acs-date", "2026-03-17T09:30:00Z");
        expected.put("x-acs-signature-nonce", NONCE);
        expected.put("x-acs-content-sha256", "c95cc204546585346d60c31e6a1f76c242b6ae13e66023c0ce4053f2cc246496");
        expected.put(
                "Authorization",
                "ACS3-HMAC-SHA256 Credential=testAccessKeyId,SignedHeaders=content-type;host;x-acs-action;"
                        + "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
                        + "Signature=fea353b439bbe07d15f0a12cfe7f2b3f32c794204adacc7e1ceb84418d77d28b");

        assertThat(acs3.sign(deletePerson(), KEY, AT, NONCE)).isEqualTo(expected);
    }

    private static Map<String, String> teaHeaders(String action, String credentials) {
        Map<String, String> headers = headers(action);
        headers.put("Content-Type", TEA_JSON);
        headers.put("x-acs-credentials-provider", credentials);
        return headers;
    }

    private static void assertAcs3(Map<String, String> signed, String signature) {
        assertThat(signed.get("Authorization")).endsWith(",Signature=" + signature);
    }

    @Test
    void acs3_headersOfTea_isVectorV3A() {
        Map<String, String> headers = teaHeaders("DeletePerson", "static_ak");

        assertAcs3(
                acs3.sign(request(PERSON, Map.of(), headers, PERSON_BODY), KEY, AT, NONCE),
                "580837e850011918f88f78fdc9fe9cba79b9a6147f842af9288dc0c94cf0a960");
    }

    @Test
    void acs3_deleteFaces_isVectorV3B() {
        Map<String, String> headers = teaHeaders("DeleteFaces", "static_ak");

        assertAcs3(
                acs3.sign(request("/green/sface/face/delete", Map.of(), headers, FACES_BODY), KEY, AT, NONCE),
                "e9e6b32079134596d67d98b2d093324400278b11605786f986724a7c74485bc8");
    }

    @Test
    void acs3_clientInfo_isVectorV3C() {
        Map<String, String> headers = teaHeaders("DeletePerson", "static_ak");

        assertAcs3(
                acs3.sign(request(PERSON, Map.of("ClientInfo", CLIENT_INFO), headers, PERSON_BODY), KEY, AT, NONCE),
                "002ef564634eee2c5321089da096c1e31df6b2cf4182d0cdb865dd68af0cb852");
        assertThat(UriEncoding.encode(CLIENT_INFO))
                .isEqualTo("%7B%22userId%22%3A%22120234234%22%2C%22userNick%22%3A%22Mike%20%C3%9C%2B%26%3D%2A~%22"
                        + "%2C%22userType%22%3A%22others%22%7D");
    }

    @Test
    void acs3_temporaryCredentials_areVectorV3D() {
        Map<String, String> headers = teaHeaders("DeletePerson", "static_sts");

        assertAcs3(
                acs3.sign(request(PERSON, Map.of(), headers, PERSON_BODY), STS, AT, NONCE),
                "7c737ce46cb64ce498575cc1fe6819ca799ace78d33cf0e97b76c53815068029");
    }

    @Test
    void acs3_withoutBodyAndContentType_isVectorV3E() {
        Map<String, String> headers = teaHeaders("GetGroups", "static_ak");
        headers.remove("Content-Type");

        assertAcs3(
                acs3.sign(request("/green/sface/groups", Map.of(), headers, ""), KEY, AT, NONCE),
                "c5d7155940639dbaa12bc5fecd12e5fcfff962eeddf873062f055bc90b551366");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "th-TH-u-ca-buddhist-nu-thai",
                "ar-SA-u-nu-arab",
                "hi-IN-u-nu-deva",
                "tr-TR",
                "ja-JP-u-ca-japanese"
            })
    void sign_anyDefaultLocale_hasTheSameHeaders(String locale) {
        Map<String, String> first = v1.sign(deletePerson(), KEY, AT, NONCE);
        Map<String, String> second = acs3.sign(deletePerson(), KEY, AT, NONCE);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(locale));

            assertThat(new AliyunV1Signer().sign(deletePerson(), KEY, AT, NONCE))
                    .isEqualTo(first);
            assertThat(new AliyunV3Signer().sign(deletePerson(), KEY, AT, NONCE))
                    .isEqualTo(second);
        } finally {
            Locale.setDefault(before);
        }
    }
}
