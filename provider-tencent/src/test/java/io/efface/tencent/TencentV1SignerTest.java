package io.efface.tencent;

import static io.efface.tencent.SignatureVectors.AT;
import static io.efface.tencent.SignatureVectors.PERSON;
import static io.efface.tencent.SignatureVectors.SDK;
import static io.efface.tencent.SignatureVectors.TEMPORARY;
import static io.efface.tencent.SignatureVectors.form;
import static io.efface.tencent.SignatureVectors.query;
import static io.efface.tencent.SignatureVectors.signed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import okhttp3.FormBody;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the signature vectors v1-1 to v1-11, see {@link SignatureVectors}, and the examples on the vendor's signature page. */
class TencentV1SignerTest {
    private static final TencentV1Signer.Algorithm SHA1 = TencentV1Signer.Algorithm.SHA1;
    private static final TencentV1Signer.Algorithm SHA256 = TencentV1Signer.Algorithm.SHA256;
    private static final String[] ONE_PERSON = {"PersonId", PERSON};
    private static final String[] ONE_PERSON_BY_SDK = {"PersonId", PERSON, "RequestClient", SDK};
    private static final String[] THREE_FACES = {
        "FaceIds.0",
        "2875186538564559728",
        "FaceIds.1",
        "2873640802022644880",
        "FaceIds.2",
        "3454816969590585885",
        "PersonId",
        PERSON
    };
    private static final String[] THREE_FACES_BY_SDK = {
        "FaceIds.0",
        "2875186538564559728",
        "FaceIds.1",
        "2873640802022644880",
        "FaceIds.2",
        "3454816969590585885",
        "PersonId",
        PERSON,
        "RequestClient",
        SDK
    };

    private static TencentV1Signer signer(TencentV1Signer.Algorithm algorithm) {
        return new TencentV1Signer(new TencentSigner.Common("2020-03-03", "ap-guangzhou", null), algorithm);
    }

    private static Request vector(int number) {
        return switch (number) {
            case 1 -> signed(signer(SHA1), query("DeletePerson", ONE_PERSON_BY_SDK));
            case 2 -> signed(signer(SHA256), query("DeletePerson", ONE_PERSON_BY_SDK));
            case 3 -> signed(signer(SHA1), query("DeleteFace", THREE_FACES_BY_SDK));
            case 4 -> signed(signer(SHA256), query("DeleteFace", THREE_FACES_BY_SDK));
            case 5 ->
                signed(
                        new TencentV1Signer(new TencentSigner.Common("2020-03-03", "ap-guangzhou", "zh-CN"), SHA256),
                        form("DeleteFace", THREE_FACES_BY_SDK),
                        TEMPORARY,
                        AT);
            case 6 ->
                signed(
                        new TencentV1Signer(new TencentSigner.Common("2020-03-03", null, null), SHA256),
                        form("DeletePerson", "PersonId", "2001", "RequestClient", SDK));
            case 7 -> signed(signer(SHA1), query("DeletePerson", ONE_PERSON));
            case 8 -> signed(signer(SHA256), query("DeletePerson", ONE_PERSON));
            case 9 -> signed(signer(SHA256), query("DeleteFace", THREE_FACES));
            case 10 -> signed(signer(SHA256), form("DeleteFace", THREE_FACES));
            default -> signed(signer(SHA256), query("DeleteFace", twelveFaces()));
        };
    }

    private static String[] twelveFaces() {
        String[] parameters = new String[26];
        for (int i = 0; i < 12; i++) {
            parameters[2 * i] = "FaceIds." + i;
            parameters[2 * i + 1] = Integer.toString(i);
        }
        parameters[24] = "PersonId";
        parameters[25] = "x";
        return parameters;
    }

    private static String parameter(Request signed, String name) {
        if (signed.body() instanceof FormBody sent) {
            for (int i = 0; i < sent.size(); i++) {
                if (sent.name(i).equals(name)) {
                    return sent.value(i);
                }
            }
            return null;
        }
        return signed.url().queryParameter(name);
    }

    @ParameterizedTest
    @CsvSource({
        "1,d5zjycjY729LsgFWM58ljsNBBmM=",
        "2,6sU0Nb/bSjdSTMtssp6tqZqj7TdmtVUd4PZBJ3iyW14=",
        "3,TLn3jNEGtNRismC5Hd+3ON0r45Q=",
        "4,LhJ2G0zAJCVCoFxMGmSpd0fDqPsHPomXCFgZqD+1iXU=",
        "5,ZyY0e145MRPAzi6hT0ZY3BBkI2jRggP4wAyjE3L7ccg=",
        "6,VYQJJjbptGASjX7GDZ3+dyohGn6WcHQqRraEMRDQNo8=",
        "7,WJFpGNcThOGAGaKzVNVHeeGnlhI=",
        "8,IUI7HMDcME9M+88Fm3hj6VZgbOYFWUiTiPgRDlRh6+Y=",
        "9,Aj47lRu2s3Jh5NqPhZBWjzTSlk9DJvJmX5rA27+EqI0=",
        "10,tfUEvdJJl4EYscNyM7GVeQozE5VIlaqH+WBZFgooxBw=",
        "11,a/BfC+l9vZNPvO5PBnxkpUPZcj/STd8bF0cBhuojfd4="
    })
    void sign_vector_hasTheExpectedSignature(int number, String expected) {
        assertThat(parameter(vector(number), "Signature")).isEqualTo(expected);
    }

    @Test
    void sign_get_encodesEveryValueAndAddsNoHeader() {
        Request signed = vector(1);

        assertThat(signed.url().encodedQuery())
                .contains("Action=DeletePerson&")
                .contains("&PersonId=p-1%25%40%23%26_A&")
                .contains("&Signature=d5zjycjY729LsgFWM58ljsNBBmM%3D");
        assertThat(signed.header("Authorization")).isNull();
        assertThat(signed.header("X-TC-Action")).isNull();
        assertThat(signed.header("Host")).isEqualTo("iai.tencentcloudapi.com");
    }

    @Test
    void sign_form_addsNothingToTheUrl() {
        Request signed = vector(5);

        assertThat(signed.url()).hasToString("https://iai.tencentcloudapi.com/");
        assertThat(parameter(signed, "Token")).isEqualTo("TOKENEXAMPLE==");
        assertThat(parameter(signed, "Language")).isEqualTo("zh-CN");
        assertThat(parameter(signed, "Nonce")).isEqualTo("11886");
        assertThat(parameter(signed, "SignatureMethod")).isEqualTo("HmacSHA256");
    }

    @Test
    void stringToSign_twelveFaces_sortsByAsciiAndNotByNumber() {
        TreeMap<String, String> parameters = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            parameters.put("FaceIds." + i, "v");
        }

        assertThat(TencentV1Signer.stringToSign("GET", "h", parameters))
                .isEqualTo("GETh/?FaceIds.0=v&FaceIds.1=v&FaceIds.10=v&FaceIds.11=v&FaceIds.2=v&FaceIds.3=v&FaceIds.4=v"
                        + "&FaceIds.5=v&FaceIds.6=v&FaceIds.7=v&FaceIds.8=v&FaceIds.9=v");
    }

    @ParameterizedTest
    @CsvSource({"EXAMPLE,EliP9YW3pW28FpsEdkXt/+WcGeI=", "*******,zmmjn35mikh6pM3V7sUEuX4wyYM="})
    void signature_vendorsExamples_areReproduced(String tail, String expected) {
        TreeMap<String, String> parameters = new TreeMap<>(Map.of(
                "Action", "DescribeInstances",
                "InstanceIds.0", "ins-09dx96dg",
                "Limit", "20",
                "Offset", "0",
                "Nonce", "11886",
                "Region", "ap-guangzhou",
                "Timestamp", "1465185768",
                "Version", "2017-03-12",
                "SecretId", "AKIDz8krbsJ5yKBZQpn74WFkmLPx3" + tail));

        String text = TencentV1Signer.stringToSign("GET", "cvm.tencentcloudapi.com", parameters);

        assertThat(TencentV1Signer.signature(SHA1, "Gu5t9xGARNpq86cd98joQYCN3" + tail, text))
                .isEqualTo(expected);
    }
}
