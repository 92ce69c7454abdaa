package io.efface.emulator.green;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.Digests;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the emulator accepts the signatures of requests that were captured from the vendor's SDKs. */
class GreenVectorsTest {

    private static final Instant NOW = Instant.parse("2026-03-17T09:30:00Z");
    private static final String NONCE = "8f1c2d3e4a5b6c7d8e9f001122334455";
    private static final String PERSON = "{\"personId\":\"person1\"}";
    private static final String FACES = "{\"personId\":\"person1\",\"faceIds\":[\"1244453323565\",\"1345345466455\"]}";
    private static final String DELETE_PERSON = "/green/sface/person/delete";
    private static final String DELETE_FACES = "/green/sface/face/delete";
    private static final String GROUPS = "/green/sface/groups";
    private static final String CLIENT_INFO =
            "ClientInfo=%7B%22userId%22%3A%22120234234%22%2C%22userNick%22%3A%22Mike%20%C3%9C%2B%26%3D*%7E%22%2C"
                    + "%22userType%22%3A%22others%22%7D";

    private final GreenEmulator green = GreenEmulator.builder()
            .key("testAccessKeyId", "testAccessKeySecret")
            .temporaryKey("STS.testAccessKeyId", "testAccessKeySecret", "testSecurityToken==")
            .clock(Clock.fixed(NOW, ZoneOffset.UTC))
            .build();

    private record Vector(String path, String query, String body, List<String> headers) {
        EmulatorRequest request() {
            return new EmulatorRequest(
                    "POST",
                    path,
                    query.isEmpty() ? null : query,
                    EmulatorHeaders.of(headers.toArray(new String[0])),
                    body.getBytes(StandardCharsets.UTF_8));
        }

        Vector without(String name) {
            List<String> left = new ArrayList<>();
            for (int i = 0; i < headers.size(); i += 2) {
                if (!headers.get(i).equals(name)) {
                    left.addAll(headers.subList(i, i + 2));
                }
            }
            return new Vector(path, query, body, left);
        }

        Vector plus(String... more) {
            List<String> all = new ArrayList<>(headers);
            all.addAll(List.of(more));
            return new Vector(path, query, body, all);
        }
    }

    private static Vector v1(String path, String action, String query, String body, String md5, String authorization) {
        return new Vector(
                path,
                query,
                body,
                List.of(
                        "Host", "green.cn-shanghai.aliyuncs.com",
                        "Accept", "application/json",
                        "Content-Type", "application/json",
                        "Content-MD5", md5,
                        "Date", "Tue, 17 Mar 2026 09:30:00 GMT",
                        "x-acs-action", action,
                        "x-acs-version", "2018-05-09",
                        "x-acs-signature-method", "HMAC-SHA1",
                        "x-acs-signature-version", "1.0",
                        "x-acs-signature-nonce", NONCE,
                        "Authorization", "acs " + authorization));
    }

    private static Vector v3(
            String path, String action, String query, String body, String hash, String id, String sig, String extra) {
        String provider = extra.isEmpty() ? "" : "x-acs-credentials-provider;";
        String sts = id.startsWith("STS.") ? "x-acs-security-token;" : "";
        String stsId = id.startsWith("STS.") ? "x-acs-accesskey-id;" : "";
        Vector vector = new Vector(
                path,
                query,
                body,
                List.of(
                        "Host",
                        "green.cn-shanghai.aliyuncs.com",
                        "Accept",
                        "application/json",
                        "x-acs-action",
                        action,
                        "x-acs-version",
                        "2018-05-09",
                        "x-acs-date",
                        "2026-03-17T09:30:00Z",
                        "x-acs-signature-nonce",
                        NONCE,
                        "x-acs-content-sha256",
                        hash,
                        "Authorization",
                        "ACS3-HMAC-SHA256 Credential=" + id + ",SignedHeaders="
                                + (body.isEmpty() ? "" : "content-type;") + "host;" + stsId
                                + "x-acs-action;x-acs-content-sha256;" + provider + "x-acs-date;" + sts
                                + "x-acs-signature-nonce;x-acs-version,Signature=" + sig));
        if (!body.isEmpty()) {
            vector = vector.plus(
                    "content-type", extra.isEmpty() ? "application/json" : "application/json; charset=utf-8");
        }
        return extra.isEmpty() ? vector : vector.plus("x-acs-credentials-provider", extra);
    }

    static Stream<Arguments> vectors() {
        String md5 = "BMp+WQF0VAxEfQJxF2BsJQ==";
        String hash = "c95cc204546585346d60c31e6a1f76c242b6ae13e66023c0ce4053f2cc246496";
        String id = "testAccessKeyId";
        Vector a = v1(DELETE_PERSON, "DeletePerson", "", PERSON, md5, id + ":cpvbyZD/en3vbUjg8Kv2inR93qc=");
        return Stream.of(
                Arguments.of("A", a),
                Arguments.of(
                        "B",
                        v1(
                                DELETE_FACES,
                                "DeleteFaces",
                                "",
                                FACES,
                                "s/ebjcyL29gP5cbm/GVFkg==",
                                id + ":gcLLBNzf/mfQ/m6UEQKaKBHMOQA=")),
                Arguments.of(
                        "C",
                        v1(
                                DELETE_PERSON,
                                "DeletePerson",
                                CLIENT_INFO,
                                PERSON,
                                md5,
                                id + ":+7DzYMY+KejmsN9JawIQYtpettM=")),
                Arguments.of(
                        "D",
                        v1(
                                        DELETE_PERSON,
                                        "DeletePerson",
                                        "",
                                        PERSON,
                                        md5,
                                        "STS." + id + ":fxF2D4ZCX2a4QDn3uGzspPQG6mw=")
                                .plus(
                                        "x-acs-accesskey-id",
                                        "STS." + id,
                                        "x-acs-security-token",
                                        "testSecurityToken==")),
                Arguments.of(
                        "E",
                        v1(
                                GROUPS,
                                "GetGroups",
                                "",
                                "{}",
                                "mZFLkyvTelC5g8XnyQrpOw==",
                                id + ":RcsKth2wZC/D7sSWag7t6CiZYBc=")),
                Arguments.of(
                        "F",
                        v1(DELETE_PERSON, "DeletePerson", "", PERSON, md5, id + ":+YT5lNB/JOSQkPA2+/al6Ge1qwc=")
                                .without("x-acs-action")),
                Arguments.of(
                        "G",
                        v1(DELETE_PERSON, "DeletePerson", "", PERSON, md5, id + ":vsPguUP7KR5KAZeooBv6jBbK0Y0=")
                                .without("Content-MD5")
                                .without("Content-Type")
                                .plus(
                                        "content-type",
                                        "application/json; charset=utf-8",
                                        "x-acs-credentials-provider",
                                        "static_ak")),
                Arguments.of(
                        "V3-min",
                        v3(
                                DELETE_PERSON,
                                "DeletePerson",
                                "",
                                PERSON,
                                hash,
                                id,
                                "fea353b439bbe07d15f0a12cfe7f2b3f32c794204adacc7e1ceb84418d77d28b",
                                "")),
                Arguments.of(
                        "V3-A",
                        v3(
                                DELETE_PERSON,
                                "DeletePerson",
                                "",
                                PERSON,
                                hash,
                                id,
                                "580837e850011918f88f78fdc9fe9cba79b9a6147f842af9288dc0c94cf0a960",
                                "static_ak")),
                Arguments.of(
                        "V3-B",
                        v3(
                                DELETE_FACES,
                                "DeleteFaces",
                                "",
                                FACES,
                                "80b579f1d9e0e6832d1b0226aabee9f428b93a4c72b932a6d6fe7b3e691d5922",
                                id,
                                "e9e6b32079134596d67d98b2d093324400278b11605786f986724a7c74485bc8",
                                "static_ak")),
                Arguments.of(
                        "V3-C",
                        v3(
                                DELETE_PERSON,
                                "DeletePerson",
                                CLIENT_INFO.replace("%20", "+"),
                                PERSON,
                                hash,
                                id,
                                "002ef564634eee2c5321089da096c1e31df6b2cf4182d0cdb865dd68af0cb852",
                                "static_ak")),
                Arguments.of(
                        "V3-D",
                        v3(
                                        DELETE_PERSON,
                                        "DeletePerson",
                                        "",
                                        PERSON,
                                        hash,
                                        "STS." + id,
                                        "7c737ce46cb64ce498575cc1fe6819ca799ace78d33cf0e97b76c53815068029",
                                        "static_sts")
                                .plus(
                                        "x-acs-accesskey-id",
                                        "STS." + id,
                                        "x-acs-security-token",
                                        "testSecurityToken==")),
                Arguments.of(
                        "V3-E",
                        v3(
                                GROUPS,
                                "GetGroups",
                                "",
                                "",
                                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                id,
                                "c5d7155940639dbaa12bc5fecd12e5fcfff962eeddf873062f055bc90b551366",
                                "static_ak")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void respond_vendorVector_isAcceptedAndTakesEffect(String name, Vector vector) {
        green.library().put("person1", "1244453323565", "1345345466455", "7");

        EmulatorResponse response = green.respond(vector.request());

        assertThat(response.status()).as(response.bodyText()).isEqualTo(200);
        assertThat(response.bodyText()).contains("\"code\":200", "\"data\":{\"code\":200");
        if (vector.path().equals(DELETE_PERSON)) {
            assertThat(green.library().person("person1")).isEmpty();
        } else if (vector.path().equals(DELETE_FACES)) {
            assertThat(green.library().person("person1").orElseThrow().faceIds())
                    .containsExactly("7");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void respond_sameRequestAgain_isRejectedAsReplay(String name, Vector vector) {
        green.respond(vector.request());

        EmulatorResponse second = green.respond(vector.request());

        assertThat(second.status()).isEqualTo(400);
        assertThat(second.bodyText()).contains("\"Code\":\"SignatureNonceUsed\"");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void respond_anySignedPartTampered_isRejectedWithoutEffect(String name, Vector vector) {
        green.library().put("person1", "1244453323565", "1345345466455");
        List<EmulatorRequest> tampered = new ArrayList<>();
        EmulatorRequest original = vector.request();
        boolean v3 = name.startsWith("V3");
        for (EmulatorHeaders.Entry header : original.headers().entries()) {
            String headerName = header.name();
            boolean unsigned = v3 ? headerName.equals("Accept") : headerName.equals("Host");
            if (!unsigned) {
                tampered.add(new EmulatorRequest(
                        "POST",
                        original.path(),
                        original.query(),
                        original.headers().with(headerName, withOtherCharacter(header.value())),
                        original.body()));
                tampered.add(new EmulatorRequest(
                        "POST",
                        original.path(),
                        original.query(),
                        original.headers().without(headerName),
                        original.body()));
            }
        }
        tampered.add(new EmulatorRequest(
                "POST",
                original.path(),
                original.query() == null ? "ClientInfo=x" : original.query() + "x",
                original.headers(),
                original.body()));
        tampered.add(new EmulatorRequest(
                "POST",
                original.path().equals(DELETE_PERSON) ? DELETE_FACES : DELETE_PERSON,
                original.query(),
                original.headers().without("x-acs-action"),
                original.body()));
        tampered.add(new EmulatorRequest(
                "POST",
                original.path(),
                original.query(),
                original.headers().plus("x-acs-extra", "1"),
                original.body()));
        if (v3 || original.headers().contains("Content-MD5")) {
            tampered.add(new EmulatorRequest(
                    "POST",
                    original.path(),
                    original.query(),
                    original.headers(),
                    (original.bodyText() + " ").getBytes(StandardCharsets.UTF_8)));
        }

        for (EmulatorRequest request : tampered) {
            EmulatorResponse response = green.respond(request);
            assertThat(response.status())
                    .as(request.headers().entries().stream()
                                    .map(e -> e.name() + ": " + e.value())
                                    .toList()
                            + response.bodyText())
                    .isBetween(400, 404);
        }
        assertThat(green.library().size()).isEqualTo(1);
        assertThat(green.library().person("person1").orElseThrow().faceIds()).hasSize(2);
        assertThat(green.respond(original).status())
                .as("the rejected requests did not count as uses of the nonce")
                .isEqualTo(200);
    }

    private static String withOtherCharacter(String value) {
        int middle = value.length() / 2;
        char other = value.charAt(middle) == 'a' ? 'b' : 'a';
        return value.substring(0, middle) + other + value.substring(middle + 1);
    }

    @Test
    void stringToSign_vectorA_isTheExpectedText() {
        Vector a = (Vector) vectors().findFirst().orElseThrow().get()[1];

        assertThat(RoaV1Signature.stringToSign(a.request())).isEqualTo("""
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
    void canonicalRequest_vectorV3min_hasTheExpectedHash() {
        Vector min = vectors()
                .filter(arguments -> arguments.get()[0].equals("V3-min"))
                .map(arguments -> (Vector) arguments.get()[1])
                .findFirst()
                .orElseThrow();
        Acs3Signature sent = Objects.requireNonNull(
                Acs3Signature.parse(min.request().headers().firstOrEmpty("Authorization")));

        assertThat(Digests.sha256Hex(sent.canonicalRequest(
                        min.request(), min.request().headers().firstOrEmpty("Host"))))
                .isEqualTo("8eabe73bed9d576ac41200237e1f7b1f814a9ac6aa537d196b2064b1e3918517");
    }
}
