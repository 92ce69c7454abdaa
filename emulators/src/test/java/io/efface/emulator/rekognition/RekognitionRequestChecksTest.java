package io.efface.emulator.rekognition;

import static io.efface.emulator.rekognition.RekognitionRequests.emulator;
import static io.efface.emulator.rekognition.RekognitionRequests.signed;
import static io.efface.emulator.rekognition.RekognitionRequests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.ReceivedCall;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests malformed requests and malformed signatures. AWS's SDK never sends such requests. */
@NullUnmarked
class RekognitionRequestChecksTest {
    private static final String DESCRIBE = "{\"CollectionId\":\"staff\"}";

    private final RekognitionEmulator emulator =
            emulator().random(new SplittableRandom(1)).build();

    private EmulatorResponse described(UnaryOperator<EmulatorHeaders> change) {
        EmulatorRequest request = signed("DescribeCollection", DESCRIBE);
        return emulator.respond(with(request, change.apply(request.headers())));
    }

    private static void assertCode(String code, EmulatorResponse response) {
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.headers().first("Content-Type")).isEqualTo("application/x-amz-json-1.1");
        assertThat(response.headers().first("x-amzn-RequestId")).isNotBlank();
        assertThat(response.bodyText()).startsWith("{\"__type\":\"" + code + "\"");
    }

    @Test
    void request_signedStepByStep_isAccepted() {
        assertThat(described(UnaryOperator.identity()).status()).isEqualTo(200);
        assertThat(described(headers -> headers.with("Host", "rekognition.us-east-1.amazonaws.com:8080"))
                        .status())
                .as("a client may sign the host without the port")
                .isEqualTo(200);
    }

    @Test
    void request_withoutAuthorization_isMissingItsToken() {
        assertCode("MissingAuthenticationTokenException", described(headers -> headers.without("Authorization")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic abc",
                "AWS4-HMAC-SHA256",
                "AWS4-HMAC-SHA256 Credential=A/20260317/us-east-1/rekognition/aws4_request, Signature=0",
                "AWS4-HMAC-SHA256 Credential=A/20260317/us-east-1/rekognition, SignedHeaders=host, Signature=0",
                "AWS4-HMAC-SHA256 Credential=A/17-3-26/us-east-1/rekognition/aws4_request, SignedHeaders=host, Signature=0",
                "AWS4-HMAC-SHA256 Credential=A/20260317/us-east-1/rekognition/aws4, SignedHeaders=host, Signature=0",
                "AWS4-HMAC-SHA256 Credential=A/20260317//rekognition/aws4_request, SignedHeaders=host, Signature=0",
                "AWS4-HMAC-SHA256 Credential=A/20260317/us-east-1/rekognition/aws4_request, SignedHeaders=Host, Signature=0",
                "AWS4-HMAC-SHA256 Credential=A/20260317/us-east-1/rekognition/aws4_request, SignedHeaders=date, Signature=0"
            })
    void request_withAMalformedAuthorization_isIncomplete(String authorization) {
        assertCode("IncompleteSignatureException", described(headers -> headers.with("Authorization", authorization)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-03-17T09:30:00Z", "20260317T993000Z"})
    void request_withAnUnreadableDate_isIncomplete(String date) {
        assertCode("IncompleteSignatureException", described(headers -> headers.with("X-Amz-Date", date)));
    }

    @Test
    void request_withAnUnsignedAmzHeader_isIncomplete() {
        assertCode("IncompleteSignatureException", described(headers -> headers.plus("X-Amz-Other", "1")));
    }

    @Test
    void request_withoutASignedHeader_hasAWrongSignature() {
        assertCode(
                "InvalidSignatureException",
                described(headers -> headers.with(
                        "Authorization", headers.firstOrEmpty("Authorization").replace("host;", "host;if-match;"))));
    }

    @ParameterizedTest
    @CsvSource({
        "Host, other.amazonaws.com",
        "Content-Type, application/x-amz-json-1.1; charset=utf-8",
        "X-Amz-Target, RekognitionService.ListCollections",
        "X-Amz-Date, 20260317T093001Z",
        "X-Amz-Date, 20260316T093001Z"
    })
    void request_changedAfterItsSignature_isRejected(String header, String value) {
        assertCode("InvalidSignatureException", described(headers -> headers.with(header, value)));
    }

    @Test
    void request_withAnotherBodyOrQuery_isRejected() {
        EmulatorRequest request = signed("DescribeCollection", DESCRIBE);
        byte[] body = "{\"CollectionId\":\"other\"}".getBytes(StandardCharsets.UTF_8);

        assertCode(
                "InvalidSignatureException",
                emulator.respond(new EmulatorRequest("POST", "/", null, request.headers(), body)));
        assertCode(
                "InvalidSignatureException",
                emulator.respond(new EmulatorRequest("POST", "/", "a=b", request.headers(), request.body())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20260317/us-east-1/s3", "20260316/us-east-1/rekognition"})
    void request_correctlySignedForAnotherScope_isRejected(String scope) {
        assertCode("InvalidSignatureException", emulator.respond(signed("DescribeCollection", DESCRIBE, scope)));
    }

    @Test
    void request_outsideTheProtocol_isAnUnknownOperation() {
        EmulatorRequest request = signed("DescribeCollection", DESCRIBE);
        List<EmulatorRequest> others = List.of(
                new EmulatorRequest("GET", "/", null, request.headers(), request.body()),
                new EmulatorRequest("POST", "/people", null, request.headers(), request.body()),
                with(request, request.headers().with("Content-Type", "application/json")),
                with(request, request.headers().without("X-Amz-Target")),
                with(request, request.headers().with("X-Amz-Target", "DescribeCollection")),
                signed("DetectFaces", "{}"));

        others.forEach(other -> assertCode("UnknownOperationException", emulator.respond(other)));
        assertThat(emulator.calls().count("unknown")).isEqualTo(others.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "nonsense", "{\"CollectionId\":7}", "{\"CollectionId\":[\"staff\"]}"})
    void body_notOfTheProtocol_isNotReadable(String body) {
        assertCode("SerializationException", emulator.respond(signed("DescribeCollection", body)));
    }

    @Test
    void body_withValuesOfWrongTypes_isRejected() {
        assertCode(
                "SerializationException",
                emulator.respond(signed("ListFaces", "{\"CollectionId\":\"staff\",\"MaxResults\":\"1\"}")));
        assertCode(
                "SerializationException",
                emulator.respond(signed("DeleteFaces", "{\"CollectionId\":\"staff\",\"FaceIds\":[1]}")));
        assertCode(
                "InvalidParameterException",
                emulator.respond(signed("DeleteFaces", "{\"CollectionId\":\"staff\",\"FaceIds\":[null]}")));
    }

    @Test
    void request_withRandomDamage_alwaysGetsAResponse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            EmulatorRequest request = signed("ListFaces", "{\"CollectionId\":\"staff\",\"MaxResults\":1}");
            List<EmulatorHeaders.Entry> lines = request.headers().entries();
            EmulatorHeaders.Entry line = lines.get(random.nextInt(lines.size()));
            char[] value = line.value().toCharArray();
            value[random.nextInt(value.length)] = (char) (' ' + random.nextInt(95));

            EmulatorResponse response =
                    emulator.respond(with(request, request.headers().with(line.name(), new String(value))));

            assertThat(response.status()).as("seed %s", seed).isIn(200, 400);
        }
        assertThat(emulator.calls().count()).isEqualTo(2_000);
    }

    @Test
    void toString_objectsWithSecretsOrIds_showsNone() {
        emulator.library().put("alice", "f1");

        assertThat(List.of(
                                new RekognitionKey("AKID", "secret", null, java.time.Instant.MAX),
                                RekognitionEmulator.builder().key("AKID", "secret"),
                                emulator.collection().orElseThrow(),
                                SigV4Authorization.parse(
                                        signed("ListUsers", DESCRIBE).headers().firstOrEmpty("Authorization")))
                        .toString())
                .doesNotContain("AKID", "secret", "alice", "f1");
        described(UnaryOperator.identity());
        assertThat(emulator.calls().latest()).extracting(ReceivedCall::code).containsExactly("OK");
    }
}
