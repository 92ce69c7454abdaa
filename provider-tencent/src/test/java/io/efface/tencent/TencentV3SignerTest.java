package io.efface.tencent;

import static io.efface.tencent.SignatureVectors.AT;
import static io.efface.tencent.SignatureVectors.CREDENTIALS;
import static io.efface.tencent.SignatureVectors.FACES_BODY;
import static io.efface.tencent.SignatureVectors.HOST;
import static io.efface.tencent.SignatureVectors.HOSTILE_BODY;
import static io.efface.tencent.SignatureVectors.ID;
import static io.efface.tencent.SignatureVectors.PERSON;
import static io.efface.tencent.SignatureVectors.PLAIN_BODY;
import static io.efface.tencent.SignatureVectors.TEMPORARY;
import static io.efface.tencent.SignatureVectors.bytes;
import static io.efface.tencent.SignatureVectors.json;
import static io.efface.tencent.SignatureVectors.query;
import static io.efface.tencent.SignatureVectors.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests TC3 signatures against vectors that the vendor's SDK computed; {@link SignatureVectors} contains their inputs. */
class TencentV3SignerTest {
    private static final String UTF8_JSON = "application/json; charset=utf-8";
    private static final TencentSigner.Common COMMON = new TencentSigner.Common("2020-03-03", null, null);

    private final TencentV3Signer signerLikeTheSdk = new TencentV3Signer(COMMON, false);
    private final TencentV3Signer signer = new TencentV3Signer(COMMON);

    private static Request body(String letter, String host, String contentType) {
        return switch (letter) {
            case "A" -> json(host, "DeletePerson", contentType, PLAIN_BODY);
            case "B" -> json(host, "DeletePerson", contentType, HOSTILE_BODY);
            default -> json(host, "DeleteFace", contentType, FACES_BODY);
        };
    }

    private static String signature(Request signed) {
        String authorization = signed.header("Authorization");
        assertThat(authorization).isNotNull();
        return authorization.substring(authorization.indexOf("Signature=") + "Signature=".length());
    }

    @ParameterizedTest
    @CsvSource({
        "A,iai.tencentcloudapi.com,ef52994a6aba17b5be81db7e6781cbc1961ddefffb406afa660e19ad79a36d08",
        "B,iai.tencentcloudapi.com,4026b81920961319dc0edbfbfcae50111a8c8b251ef83e6312bcb247e1faae02",
        "C,iai.tencentcloudapi.com,024b5156b916197317aab4313d636a92d791125a6e4bce192cd293f09c63b639",
        "A,iai.ap-guangzhou.tencentcloudapi.com,60583fbed6fff1626361149458d8f8a2c340e2ee9eec43b84de626551fd2640e",
        "A,iai.intl.tencentcloudapi.com,ba47ccbc52c44df4038c02e422927327b64e399096d610e6c205fef87dac7f17"
    })
    void sign_postWithoutTheActionSigned_hasTheSignatureOfTheSdk(String letter, String host, String expected) {
        Request signed = signed(signerLikeTheSdk, body(letter, host, UTF8_JSON));

        assertThat(signature(signed)).isEqualTo(expected);
    }

    @Test
    void sign_vectorA_hasTheExpectedAuthorization() {
        Request signed = signed(signerLikeTheSdk, body("A", HOST, UTF8_JSON));

        assertThat(signed.header("Authorization"))
                .isEqualTo("TC3-HMAC-SHA256 Credential=" + ID + "/2023-11-14/iai/tc3_request, "
                        + "SignedHeaders=content-type;host, "
                        + "Signature=ef52994a6aba17b5be81db7e6781cbc1961ddefffb406afa660e19ad79a36d08");
    }

    @Test
    void sign_tokenAndLanguage_areSentAndDoNotChangeTheSignature() {
        TencentV3Signer inEnglish =
                new TencentV3Signer(new TencentSigner.Common("2020-03-03", "ap-guangzhou", "en-US"), false);

        Request signed = signed(inEnglish, body("C", HOST, UTF8_JSON), TEMPORARY, AT);

        assertThat(signature(signed)).isEqualTo("024b5156b916197317aab4313d636a92d791125a6e4bce192cd293f09c63b639");
        assertThat(signed.headers().names().stream()
                        .filter(name -> name.startsWith("X-TC-"))
                        .collect(Collectors.toMap(name -> name, signed::header)))
                .containsOnly(
                        entry("X-TC-Token", "TOKENEXAMPLE=="),
                        entry("X-TC-Language", "en-US"),
                        entry("X-TC-Region", "ap-guangzhou"),
                        entry("X-TC-Version", "2020-03-03"),
                        entry("X-TC-Timestamp", "1700000000"),
                        entry("X-TC-Action", "DeleteFace"));
    }

    @Test
    void sign_permanentKeyWithoutRegion_sendsNeither() {
        Request signed = signed(signer, body("A", HOST, UTF8_JSON));

        assertThat(signed.header("X-TC-Token")).isNull();
        assertThat(signed.header("X-TC-Region")).isNull();
        assertThat(signed.header("X-TC-Language")).isNull();
    }

    @Test
    void sign_getWithOnePerson_isVectorH() {
        Request signed = signed(signerLikeTheSdk, query("DeletePerson", "PersonId", PERSON));

        assertThat(signed.url().encodedQuery()).isEqualTo("PersonId=p-1%25%40%23%26_A");
        assertThat(signed.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(signature(signed)).isEqualTo("de1ea3d007757b9c42d46e3d78898dc00aff1559c9fcb5c7ce44c2fdf0415939");
    }

    @ParameterizedTest
    @CsvSource({
        "120P,1408a7bb54af7b7a9034b42ff6cb4906afd55355d974c78b6d74fefb1c1c6286",
        "012P,03ab97c44c5995d5cc9e6715e4991ffe04b588dba529d2a5f28c7e02c0ccca34"
    })
    void sign_getWithFacesInAnyOrder_signsTheUnchangedQuery(String order, String expected) {
        String[] faces = {"2875186538564559728", "2873640802022644880", "3454816969590585885"};
        String[] parameters = new String[8];
        for (int i = 0; i < order.length(); i++) {
            char each = order.charAt(i);
            parameters[2 * i] = each == 'P' ? "PersonId" : "FaceIds." + each;
            parameters[2 * i + 1] = each == 'P' ? PERSON : faces[each - '0'];
        }

        Request signed = signed(signerLikeTheSdk, query("DeleteFace", parameters));

        assertThat(signature(signed)).isEqualTo(expected);
    }

    @Test
    void sign_contentTypeWithoutCharset_isVectorJ() {
        Request signed = signed(signerLikeTheSdk, body("A", HOST, "application/json"));

        assertThat(signature(signed)).isEqualTo("0d29017ca8e7468a9062020b376b622748dbddd5a571cc2a957393ac9b8bfd4f");
    }

    @ParameterizedTest
    @CsvSource({
        "A,8bbd718e9394de776dc8948407b566b10a894168eb1f98624e2bdfe0ef416463",
        "C,cf7c8c38f5ef80ce98d8a3ab79a880f4303f5c0233e82da3b019e13a5913d9a5"
    })
    void sign_actionSignedAsByDefault_isVectorKOrL(String letter, String expected) {
        Request signed = signed(signer, body(letter, HOST, UTF8_JSON));

        assertThat(signed.header("Authorization")).contains("SignedHeaders=content-type;host;x-tc-action, ");
        assertThat(signature(signed)).isEqualTo(expected);
    }

    @Test
    void sign_nonDefaultPort_isSentAndSignedInTheHost() {
        Request local = json("127.0.0.1:8443", "DeletePerson", UTF8_JSON, PLAIN_BODY);

        Request signed = signed(signer, local);

        assertThat(signed.header("Host")).isEqualTo("127.0.0.1:8443");
        assertThat(signature(signed))
                .isNotEqualTo(signature(signed(signer, json("127.0.0.1:8444", "DeletePerson", UTF8_JSON, PLAIN_BODY))));
    }

    @Test
    void sign_body_keepsItsBytesAndItsContentType() {
        Request signed = signed(signer, body("C", HOST, UTF8_JSON));

        assertThat(signed.header("Content-Type")).isEqualTo(UTF8_JSON);
        assertThat(bytes(signed)).asString(StandardCharsets.UTF_8).isEqualTo(FACES_BODY);
    }

    @Test
    void sign_beforeAndAfterMidnight_usesTheDayInUtc() {
        Request before =
                signed(signer, body("A", HOST, UTF8_JSON), CREDENTIALS, Instant.parse("2023-11-14T23:59:59.999Z"));
        Request after = signed(signer, body("A", HOST, UTF8_JSON), CREDENTIALS, Instant.parse("2023-11-15T00:00:00Z"));

        assertThat(before.header("Authorization")).contains("/2023-11-14/iai/");
        assertThat(before.header("X-TC-Timestamp")).isEqualTo("1700006399");
        assertThat(after.header("Authorization")).contains("/2023-11-15/iai/");
    }
}
