package io.efface.http.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tests the derived key, and the end of the header, against the examples of Tencent Cloud ("Signature v3", document 362/4208) and AWS. */
class ScopedSignatureTest {
    private static final String UTF8_JSON = "application/json; charset=utf-8";
    private static final String KEY = "SECRETEXAMPLE00000000000000000000";
    private static final ScopedSignature IAI = new ScopedSignature("TC3", List.of("iai", "tc3_request"));
    private static final ScopedSignature CVM = new ScopedSignature("TC3", List.of("cvm", "tc3_request"));

    private static final String VENDOR_BODY =
            "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\": \"instance-name\"}]}";

    private static CanonicalRequest post(Map<String, String> headers, String bodyHash) {
        return new CanonicalRequest("POST", "/", "", new TreeMap<>(headers), bodyHash);
    }

    private static CanonicalRequest toIai(String bodyHash) {
        return post(Map.of("content-type", UTF8_JSON, "host", "iai.tencentcloudapi.com"), bodyHash);
    }

    @Test
    void text_request_isTheVendorsExample() {
        CanonicalRequest canonical = toIai(Digests.sha256Hex("{\"PersonId\":\"2001\"}"));

        assertThat(canonical.text())
                .isEqualTo("POST\n/\n\ncontent-type:application/json; charset=utf-8\nhost:iai.tencentcloudapi.com\n\n"
                        + "content-type;host\n13fe8f45bcd0edffae6adeeed1edab0de26a895cb2e1b03327369e220d59de6f");
        assertThat(canonical.hash()).isEqualTo("fb2ba0601b4371f71ae74b98d1684144de83efa9c1ca2aa15ce824f72733ab6e");
    }

    @Test
    void authorization_unsignedPayload_isVectorG() {
        String authorization = IAI.authorization(
                toIai(Digests.sha256Hex("UNSIGNED-PAYLOAD")),
                "AKIDEXAMPLE0000000000000000000000000",
                KEY,
                "2023-11-14",
                "1700000000");

        assertThat(authorization).endsWith("a0d6233c16bd585becbae8d1a7e6a3019662ad656c2d6f0de5ea7e0bc27112c9");
    }

    @Test
    void authorization_tencentsOlderExample_isReproduced() {
        CanonicalRequest canonical = post(
                Map.of("content-type", UTF8_JSON, "host", "cvm.tencentcloudapi.com"), Digests.sha256Hex(VENDOR_BODY));

        assertThat(canonical.bodyHash()).isEqualTo("35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064");
        assertThat(canonical.hash()).isEqualTo("5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031");
        assertThat(tencentsExample(canonical, "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"))
                .endsWith("=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");
    }

    @Test
    void authorization_tencentsCurrentExample_isReproduced() {
        CanonicalRequest canonical = post(
                Map.of(
                        "content-type", UTF8_JSON,
                        "host", "cvm.tencentcloudapi.com",
                        "x-tc-action", "describeinstances"),
                Digests.sha256Hex(VENDOR_BODY));
        String masked = "*".repeat(32);

        assertThat(canonical.hash()).isEqualTo("7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84");
        assertThat(Digests.hex(CVM.signingKey(masked, "2019-02-25")))
                .isEqualTo("b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af");
        assertThat(tencentsExample(canonical, masked))
                .endsWith("=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f");
    }

    private static String tencentsExample(CanonicalRequest canonical, String secret) {
        return CVM.authorization(canonical, "AKID", secret, "2019-02-25", "1551113065");
    }

    @Test
    void signingKey_exampleOfTencentsSdk_isReproduced() {
        assertThat(Digests.hex(IAI.signingKey(KEY, "2023-11-14")))
                .isEqualTo("37bdcc85eefd4629cbb696d5ead0ce862a5a272cf7d3f40422c8f7d38bca060c");
    }

    /** Tests the example from "Deriving a signing key" in AWS's General Reference, as published in 2012. */
    @Test
    void signingKey_exampleOfAws_isReproduced() {
        ScopedSignature iam = new ScopedSignature("AWS4", List.of("us-east-1", "iam", "aws4_request"));

        assertThat(Digests.hex(iam.signingKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "20120215")))
                .isEqualTo("f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d");
    }

    @Test
    void signingKey_sameDayAndSecret_isDerivedOnce() {
        ScopedSignature signature = new ScopedSignature("TC3", List.of("iai", "tc3_request"));
        byte[] first = signature.signingKey(KEY, "2023-11-14");

        assertThat(signature.signingKey(KEY, "2023-11-14")).isSameAs(first);
    }

    @Test
    void signingKey_otherDayOrSecret_isDerivedAgain() {
        ScopedSignature signature = new ScopedSignature("TC3", List.of("iai", "tc3_request"));
        byte[] first = signature.signingKey(KEY, "2023-11-14");

        byte[] nextDay = signature.signingKey(KEY, "2023-11-15");
        byte[] otherKey = signature.signingKey("another", "2023-11-15");

        assertThat(List.of(Digests.hex(first), Digests.hex(nextDay), Digests.hex(otherKey)))
                .doesNotHaveDuplicates();
        assertThat(signature.signingKey(KEY, "2023-11-14")).isNotSameAs(first).isEqualTo(first);
    }
}
