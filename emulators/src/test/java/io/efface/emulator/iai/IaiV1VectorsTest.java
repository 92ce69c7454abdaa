package io.efface.emulator.iai;

import static io.efface.emulator.iai.IaiVectors.F0;
import static io.efface.emulator.iai.IaiVectors.F1;
import static io.efface.emulator.iai.IaiVectors.F2;
import static io.efface.emulator.iai.IaiVectors.HOST;
import static io.efface.emulator.iai.IaiVectors.ID;
import static io.efface.emulator.iai.IaiVectors.KEY;
import static io.efface.emulator.iai.IaiVectors.P;
import static io.efface.emulator.iai.IaiVectors.TOKEN;
import static io.efface.emulator.iai.IaiVectors.assertDeleted;
import static io.efface.emulator.iai.IaiVectors.assertSignatureFailure;
import static io.efface.emulator.iai.IaiVectors.emulator;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests signatures v1. The vectors are from the vendor's SDK with a fixed clock and nonce, and were confirmed by an independent
 * calculation. Another vector is the vendor's example (cloud.tencent.com/document/api/306/57449).
 */
class IaiV1VectorsTest {
    private static Map<String, String> form(String action, String... more) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("Action", action);
        form.put("Nonce", "11886");
        form.put("SecretId", ID);
        form.put("Timestamp", "1700000000");
        form.put("Version", "2020-03-03");
        form.put("Region", "ap-guangzhou");
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return form;
    }

    private static Map<String, String> faces(String... more) {
        Map<String, String> form = form("DeleteFace", more);
        form.putAll(Map.of("PersonId", P, "FaceIds.0", F0, "FaceIds.1", F1, "FaceIds.2", F2));
        return form;
    }

    static Stream<Arguments> v1Vectors() {
        String[] rc = {"RequestClient", "SDK_JAVA_3.1.1481"};
        Map<String, String> noRegion =
                form("DeletePerson", "PersonId", "2001", rc[0], rc[1], "SignatureMethod", "HmacSHA256");
        noRegion.remove("Region");
        Map<String, String> twelve = form("DeleteFace", "PersonId", "x", "SignatureMethod", "HmacSHA256");
        IntStream.range(0, 12).forEach(i -> twelve.put("FaceIds." + i, Integer.toString(i)));
        return Stream.of(
                Arguments.of(
                        "v1-1",
                        "GET",
                        form("DeletePerson", "PersonId", P, rc[0], rc[1], "SignatureMethod", "HmacSHA1"),
                        "d5zjycjY729LsgFWM58ljsNBBmM="),
                Arguments.of(
                        "v1-2",
                        "GET",
                        form("DeletePerson", "PersonId", P, rc[0], rc[1], "SignatureMethod", "HmacSHA256"),
                        "6sU0Nb/bSjdSTMtssp6tqZqj7TdmtVUd4PZBJ3iyW14="),
                Arguments.of(
                        "v1-3",
                        "GET",
                        faces(rc[0], rc[1], "SignatureMethod", "HmacSHA1"),
                        "TLn3jNEGtNRismC5Hd+3ON0r45Q="),
                Arguments.of(
                        "v1-4",
                        "GET",
                        faces(rc[0], rc[1], "SignatureMethod", "HmacSHA256"),
                        "LhJ2G0zAJCVCoFxMGmSpd0fDqPsHPomXCFgZqD+1iXU="),
                Arguments.of(
                        "v1-5",
                        "POST",
                        faces(rc[0], rc[1], "SignatureMethod", "HmacSHA256", "Token", TOKEN, "Language", "zh-CN"),
                        "ZyY0e145MRPAzi6hT0ZY3BBkI2jRggP4wAyjE3L7ccg="),
                Arguments.of("v1-6", "POST", noRegion, "VYQJJjbptGASjX7GDZ3+dyohGn6WcHQqRraEMRDQNo8="),
                Arguments.of(
                        "v1-7",
                        "GET",
                        form("DeletePerson", "PersonId", P, "SignatureMethod", "HmacSHA1"),
                        "WJFpGNcThOGAGaKzVNVHeeGnlhI="),
                Arguments.of(
                        "v1-8",
                        "GET",
                        form("DeletePerson", "PersonId", P, "SignatureMethod", "HmacSHA256"),
                        "IUI7HMDcME9M+88Fm3hj6VZgbOYFWUiTiPgRDlRh6+Y="),
                Arguments.of(
                        "v1-9",
                        "GET",
                        faces("SignatureMethod", "HmacSHA256"),
                        "Aj47lRu2s3Jh5NqPhZBWjzTSlk9DJvJmX5rA27+EqI0="),
                Arguments.of(
                        "v1-10",
                        "POST",
                        faces("SignatureMethod", "HmacSHA256"),
                        "tfUEvdJJl4EYscNyM7GVeQozE5VIlaqH+WBZFgooxBw="),
                Arguments.of("v1-11", "GET", twelve, "a/BfC+l9vZNPvO5PBnxkpUPZcj/STd8bF0cBhuojfd4="));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("v1Vectors")
    void respond_v1Vector_isAccepted(String name, String method, Map<String, String> form, String signature) {
        IaiEmulator emulator = emulator(name.equals("v1-5"));

        assertThat(IaiV1Signing.sign(
                        form.get("SignatureMethod"),
                        KEY,
                        IaiV1Signing.stringToSign(method, HOST, form, UnaryOperator.identity())))
                .isEqualTo(signature);
        assertDeleted(
                emulator,
                emulator.respond(IaiRequests.form(method, HOST, form, signature)),
                IaiRequests.value(form, "Action"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("v1Vectors")
    void respond_v1VectorTampered_isRejected(String name, String method, Map<String, String> form, String signature) {
        IaiEmulator emulator = emulator(name.equals("v1-5"));
        Map<String, String> otherPerson = new LinkedHashMap<>(form);
        otherPerson.put("PersonId", "2002");
        Map<String, String> otherNonce = new LinkedHashMap<>(form);
        otherNonce.put("Nonce", "11887");

        assertSignatureFailure(emulator, IaiRequests.form(method, HOST, otherPerson, signature));
        assertSignatureFailure(emulator, IaiRequests.form(method, HOST, otherNonce, signature));
        assertSignatureFailure(emulator, IaiRequests.form(method, "iai.example.com", form, signature));
        assertSignatureFailure(
                emulator, IaiRequests.form(method.equals("GET") ? "POST" : "GET", HOST, form, signature));
        assertThat(emulator.library().size()).isEqualTo(3);
    }

    @Test
    void stringToSign_manyFaces_ordersKeysByAscii() {
        Map<String, String> form = new LinkedHashMap<>();
        IntStream.of(2, 10, 1, 0).forEach(i -> form.put("FaceIds." + i, "f" + i));
        form.put("Signature", "left-out");

        assertThat(IaiV1Signing.stringToSign("GET", "h:1", form, UnaryOperator.identity()))
                .isEqualTo("GETh:1/?FaceIds.0=f0&FaceIds.1=f1&FaceIds.10=f10&FaceIds.2=f2");
    }

    @Test
    void sign_vendorsV1Example_isReproduced() {
        assertThat(vendorsV1("EXAMPLE")).isEqualTo("EliP9YW3pW28FpsEdkXt/+WcGeI=");
        assertThat(vendorsV1("*******")).isEqualTo("zmmjn35mikh6pM3V7sUEuX4wyYM=");
    }

    private static String vendorsV1(String mask) {
        Map<String, String> parameters = Map.of(
                "Action", "DescribeInstances",
                "InstanceIds.0", "ins-09dx96dg",
                "Limit", "20",
                "Offset", "0",
                "Nonce", "11886",
                "Region", "ap-guangzhou",
                "Timestamp", "1465185768",
                "Version", "2017-03-12",
                "SecretId", "AKIDz8krbsJ5yKBZQpn74WFkmLPx3" + mask);
        return IaiV1Signing.sign(
                null,
                "Gu5t9xGARNpq86cd98joQYCN3" + mask,
                IaiV1Signing.stringToSign("GET", "cvm.tencentcloudapi.com", parameters, UnaryOperator.identity()));
    }
}
