package io.efface.emulator.iai;

import static io.efface.emulator.iai.IaiVectors.DELETE_2001;
import static io.efface.emulator.iai.IaiVectors.DELETE_P;
import static io.efface.emulator.iai.IaiVectors.F0;
import static io.efface.emulator.iai.IaiVectors.F1;
import static io.efface.emulator.iai.IaiVectors.F2;
import static io.efface.emulator.iai.IaiVectors.FACES_P;
import static io.efface.emulator.iai.IaiVectors.FORM_TYPE;
import static io.efface.emulator.iai.IaiVectors.HOST;
import static io.efface.emulator.iai.IaiVectors.ID;
import static io.efface.emulator.iai.IaiVectors.JSON_TYPE;
import static io.efface.emulator.iai.IaiVectors.KEY;
import static io.efface.emulator.iai.IaiVectors.QUERY_P;
import static io.efface.emulator.iai.IaiVectors.TOKEN;
import static io.efface.emulator.iai.IaiVectors.assertDeleted;
import static io.efface.emulator.iai.IaiVectors.assertSignatureFailure;
import static io.efface.emulator.iai.IaiVectors.emulator;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.Digests;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests TC3 signatures. The vectors are from the vendor's SDK with a fixed clock, and were confirmed by an independent calculation. Other
 * signatures are from the vendor's examples (cloud.tencent.com/document/api/362/4208).
 */
class Tc3VectorsTest {
    private static EmulatorRequest tc3(
            String method, String query, String body, String action, String signature, String... moreHeaders) {
        EmulatorHeaders headers = EmulatorHeaders.of(
                "Host",
                HOST,
                "Content-Type",
                method.equals("GET") ? FORM_TYPE : JSON_TYPE,
                "X-TC-Action",
                action,
                "X-TC-Version",
                "2020-03-03",
                "X-TC-Timestamp",
                "1700000000",
                "X-TC-Region",
                "ap-guangzhou",
                "Authorization",
                "TC3-HMAC-SHA256 Credential=" + ID
                        + "/2023-11-14/iai/tc3_request, SignedHeaders=content-type;host, Signature="
                        + signature);
        for (int i = 0; i < moreHeaders.length; i += 2) {
            headers = headers.with(moreHeaders[i], moreHeaders[i + 1]);
        }
        return new EmulatorRequest(
                method, "/", query.isEmpty() ? null : query, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String signing(String headers, String signature) {
        return "TC3-HMAC-SHA256 Credential=" + ID + "/2023-11-14/iai/tc3_request, SignedHeaders=" + headers
                + ", Signature=" + signature;
    }

    static Stream<Arguments> tc3Vectors() {
        String a = "ef52994a6aba17b5be81db7e6781cbc1961ddefffb406afa660e19ad79a36d08";
        String c = "024b5156b916197317aab4313d636a92d791125a6e4bce192cd293f09c63b639";
        return Stream.of(
                Arguments.of("A", tc3("POST", "", DELETE_2001, "DeletePerson", a)),
                Arguments.of(
                        "B",
                        tc3(
                                "POST",
                                "",
                                DELETE_P,
                                "DeletePerson",
                                "4026b81920961319dc0edbfbfcae50111a8c8b251ef83e6312bcb247e1faae02")),
                Arguments.of("C", tc3("POST", "", FACES_P, "DeleteFace", c)),
                Arguments.of(
                        "D", tc3("POST", "", FACES_P, "DeleteFace", c, "X-TC-Token", TOKEN, "X-TC-Language", "en-US")),
                Arguments.of(
                        "E",
                        tc3(
                                "POST",
                                "",
                                DELETE_2001,
                                "DeletePerson",
                                "60583fbed6fff1626361149458d8f8a2c340e2ee9eec43b84de626551fd2640e",
                                "Host",
                                "iai.ap-guangzhou.tencentcloudapi.com")),
                Arguments.of(
                        "F",
                        tc3(
                                "POST",
                                "",
                                DELETE_2001,
                                "DeletePerson",
                                "ba47ccbc52c44df4038c02e422927327b64e399096d610e6c205fef87dac7f17",
                                "Host",
                                "iai.intl.tencentcloudapi.com")),
                Arguments.of(
                        "G",
                        tc3(
                                "POST",
                                "",
                                DELETE_2001,
                                "DeletePerson",
                                "a0d6233c16bd585becbae8d1a7e6a3019662ad656c2d6f0de5ea7e0bc27112c9",
                                "X-TC-Content-SHA256",
                                "UNSIGNED-PAYLOAD")),
                Arguments.of(
                        "H",
                        tc3(
                                "GET",
                                QUERY_P,
                                "",
                                "DeletePerson",
                                "de1ea3d007757b9c42d46e3d78898dc00aff1559c9fcb5c7ce44c2fdf0415939")),
                Arguments.of(
                        "I",
                        tc3(
                                "GET",
                                "FaceIds.1=" + F1 + "&FaceIds.2=" + F2 + "&FaceIds.0=" + F0 + "&" + QUERY_P,
                                "",
                                "DeleteFace",
                                "1408a7bb54af7b7a9034b42ff6cb4906afd55355d974c78b6d74fefb1c1c6286")),
                Arguments.of(
                        "I2",
                        tc3(
                                "GET",
                                "FaceIds.0=" + F0 + "&FaceIds.1=" + F1 + "&FaceIds.2=" + F2 + "&" + QUERY_P,
                                "",
                                "DeleteFace",
                                "03ab97c44c5995d5cc9e6715e4991ffe04b588dba529d2a5f28c7e02c0ccca34")),
                Arguments.of(
                        "J",
                        tc3(
                                "POST",
                                "",
                                DELETE_2001,
                                "DeletePerson",
                                "0d29017ca8e7468a9062020b376b622748dbddd5a571cc2a957393ac9b8bfd4f",
                                "Content-Type",
                                "application/json")),
                Arguments.of(
                        "K",
                        tc3(
                                "POST",
                                "",
                                DELETE_2001,
                                "DeletePerson",
                                "",
                                "Authorization",
                                signing(
                                        "content-type;host;x-tc-action",
                                        "8bbd718e9394de776dc8948407b566b10a894168eb1f98624e2bdfe0ef416463"))),
                Arguments.of(
                        "L",
                        tc3(
                                "POST",
                                "",
                                FACES_P,
                                "DeleteFace",
                                "",
                                "Authorization",
                                signing(
                                        "content-type;host;x-tc-action",
                                        "cf7c8c38f5ef80ce98d8a3ab79a880f4303f5c0233e82da3b019e13a5913d9a5"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tc3Vectors")
    void respond_tc3Vector_isAccepted(String name, EmulatorRequest request) {
        IaiEmulator emulator = emulator(name.equals("D"));

        assertDeleted(emulator, emulator.respond(request), request.headers().firstOrEmpty("X-TC-Action"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tc3Vectors")
    void respond_tc3VectorTampered_isRejected(String name, EmulatorRequest request) {
        IaiEmulator emulator = emulator(name.equals("D"));
        String authorization = request.headers().firstOrEmpty("Authorization");
        char last = authorization.charAt(authorization.length() - 1);
        String other = authorization.substring(0, authorization.length() - 1) + (last == '0' ? '1' : '0');

        assertSignatureFailure(emulator, with(request, "Authorization", other));
        assertSignatureFailure(emulator, with(request, "Host", "iai.example.com"));
        assertSignatureFailure(emulator, with(request, "X-TC-Timestamp", "1700000001"));
        if (authorization.contains("x-tc-action")) {
            assertSignatureFailure(emulator, with(request, "X-TC-Action", "GetPersonBaseInfo"));
        }
        if (!name.equals("G")) {
            String query = request.query();
            assertSignatureFailure(
                    emulator,
                    new EmulatorRequest(
                            request.method(),
                            "/",
                            query == null ? null : query.replace("p-1", "p-2"),
                            request.headers(),
                            (request.bodyText() + " ").getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(emulator.library().size()).isEqualTo(3);
    }

    static Stream<Arguments> canonicalVectors() {
        return Stream.of(
                Arguments.of(
                        "POST",
                        JSON_TYPE,
                        "",
                        DELETE_2001,
                        "13fe8f45bcd0edffae6adeeed1edab0de26a895cb2e1b03327369e220d59de6f",
                        "fb2ba0601b4371f71ae74b98d1684144de83efa9c1ca2aa15ce824f72733ab6e"),
                Arguments.of(
                        "POST",
                        JSON_TYPE,
                        "",
                        DELETE_P,
                        "09032b56aa236522ef7494cf4bb29dafbe8d0f1af262f096a61481cdfeabfb30",
                        "05d56bef04c92b112cb27b18f8da05e630c1e1ddd5ceb8b870a9ac5c0ea50ef3"),
                Arguments.of(
                        "POST",
                        JSON_TYPE,
                        "",
                        FACES_P,
                        "833441d987fc13fdb98e3134a9d43971dcd1a82279d54adf20a4bc07b7231310",
                        "6259a7ceae9ca4620f5fd78f43f1369137adda2e40b5c810848f311c3e3cd380"),
                Arguments.of(
                        "GET",
                        FORM_TYPE,
                        QUERY_P,
                        "",
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                        "6bd05d1d3f63364170fa47ceb5e02c0c863d855d5e110819c25ca3d73c088bec"));
    }

    @ParameterizedTest
    @MethodSource("canonicalVectors")
    void canonicalRequest_vector_hasItsHash(
            String method, String contentType, String query, String body, String bodyHash, String canonicalHash) {
        TreeMap<String, String> headers = new TreeMap<>(Map.of("content-type", contentType, "host", HOST));

        assertThat(Digests.sha256Hex(body)).isEqualTo(bodyHash);
        assertThat(Digests.sha256Hex(Tc3Signing.canonicalRequest(method, query, headers, bodyHash)))
                .isEqualTo(canonicalHash);
    }

    @Test
    void signingKey_vector_isDerivedStepByStep() {
        byte[] date = Tc3Signing.dateKey(KEY, "2023-11-14");
        byte[] service = Tc3Signing.serviceKey(date, "iai");

        assertThat(Digests.hex(date)).isEqualTo("d4621794b8f7641cec7884416fd8b5721b05bd65caf2caac74fd4bb9e5d421aa");
        assertThat(Digests.hex(service)).isEqualTo("9594c8d53c9280bb89afdb003885fe7fc9c00e21ea17b4ee1cb8543eb6395867");
        assertThat(Digests.hex(Tc3Signing.signingKey(service)))
                .isEqualTo("37bdcc85eefd4629cbb696d5ead0ce862a5a272cf7d3f40422c8f7d38bca060c");
    }

    @Test
    void sign_vendorsOlderExample_isReproduced() {
        assertVendorExample(
                "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
                new TreeMap<>(Map.of("content-type", JSON_TYPE, "host", "cvm.tencentcloudapi.com")),
                "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031",
                "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");
    }

    @Test
    void sign_vendorsCurrentExample_isReproduced() {
        String maskedKey = "*".repeat(32);
        byte[] date = Tc3Signing.dateKey(maskedKey, "2019-02-25");
        byte[] service = Tc3Signing.serviceKey(date, "cvm");

        assertThat(Digests.hex(date)).isEqualTo("da98fb70dcf6b112dc21038d1eeeb3a95c74b4dcb12c1131f864f6066bd02be0");
        assertThat(Digests.hex(service)).isEqualTo("8d70cbefb03939f929db64d32dc2ba89b1095620119fe3e050e2b18c5bd2752f");
        assertThat(Digests.hex(Tc3Signing.signingKey(service)))
                .isEqualTo("b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af");
        assertVendorExample(
                maskedKey,
                new TreeMap<>(Map.of(
                        "content-type",
                        JSON_TYPE,
                        "host",
                        "cvm.tencentcloudapi.com",
                        "x-tc-action",
                        "DescribeInstances")),
                "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84",
                "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f");
    }

    private static void assertVendorExample(
            String key, SortedMap<String, String> headers, String canonicalHash, String signature) {
        // The body of the example contains the backslashes of its escapes literally.
        String body =
                "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\": \"instance-name\"}]}";
        String canonical = Tc3Signing.canonicalRequest("POST", "", headers, Digests.sha256Hex(body));
        byte[] signingKey = Tc3Signing.signingKey(Tc3Signing.serviceKey(Tc3Signing.dateKey(key, "2019-02-25"), "cvm"));

        assertThat(Digests.sha256Hex(body))
                .isEqualTo("35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064");
        assertThat(Digests.sha256Hex(canonical)).isEqualTo(canonicalHash);
        assertThat(Tc3Signing.sign(signingKey, Tc3Signing.stringToSign(1_551_113_065L, "2019-02-25", "cvm", canonical)))
                .isEqualTo(signature);
    }

    private static EmulatorRequest with(EmulatorRequest request, String header, String value) {
        return new EmulatorRequest(
                request.method(), "/", request.query(), request.headers().with(header, value), request.body());
    }
}
